import { inflateSync } from 'node:zlib';

/**
 * Returns the text of a PDF, a page for each item, in the order in which it was written. It reads what a viewer reads to search
 * and to copy: the letters of each glyph, by the table of its font.
 */
export function readPdf(pdf: Buffer): string[] {
  const objects = new Map(
    [...pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [
      Number(id),
      String(body),
    ]),
  );
  const streamOf = (id: number): string => {
    const [, dictionary = '', data = ''] =
      /^([\s\S]*?)stream\n([\s\S]*)\nendstream/.exec(objects.get(id) ?? '') ?? [];
    const bytes = Buffer.from(data, 'latin1');
    return (dictionary.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
  };
  const reference = (text: string, name: string) => Number(new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1]);
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body));
  return pages.map((page) => {
    const resources = objects.get(reference(page, 'Resources')) ?? page;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [
        String(name),
        unicodes(streamOf(reference(objects.get(Number(id)) ?? '', 'ToUnicode'))),
      ]),
    );
    let font = new Map<number, string>();
    let text = '';
    for (const [, name, glyphs] of streamOf(reference(page, 'Contents')).matchAll(
      /\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/g,
    )) {
      if (name) font = fonts.get(name) ?? font;
      for (const [, hex = ''] of (glyphs ?? '').matchAll(/<([0-9a-f]*)>/g))
        for (const [glyph] of hex.matchAll(/.{4}/g)) text += font.get(Number.parseInt(glyph, 16)) ?? '�';
      if (glyphs !== undefined) text += '\n';
    }
    return text;
  });
}

/** Reads the table of a font: the letters of each glyph. */
function unicodes(table: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
      letters.set(Number.parseInt(first, 16) + index, bytes.swap16().toString('utf16le'));
    }
  }
  return letters;
}
