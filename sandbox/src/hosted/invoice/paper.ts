import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';

/** Points from the edge of a page, and the width between both edges, of A4. */
const MARGIN = 48;
const PAGE = { width: 595.28, height: 841.89 };
const WIDTH = PAGE.width - 2 * MARGIN;
const BOTTOM = PAGE.height - MARGIN - 24;

const [REGULAR, BOLD] = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/** How text is written. */
interface TextStyle {
  bold?: boolean;
  quiet?: boolean;
  size?: number;
}

/** A column of a table. */
export interface Column {
  title: string;
  /** Part of the page's width. */
  share: number;
  isNumber?: boolean;
}

/** A cell's text, with smaller text below. */
export type Cell = string | { text: string; below: string[] };

/** A document that is written from top to bottom, on as many pages as it needs. */
export interface Paper {
  text(text: string, style?: TextStyle): void;
  gap(points?: number): void;
  /** Writes blocks beside each other. */
  columns(blocks: readonly (readonly { text: string; style?: TextStyle }[])[]): void;
  link(text: string, url: string): void;
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void;
  /** Writes sums below each other at the right edge. */
  sums(rows: readonly { label: string; amount: string; isStrong?: boolean }[]): void;
  /** Writes the number of each page, and ends the document. */
  end(footer: string): Promise<Buffer>;
}

/**
 * Creates a document.
 *
 * @param fonts Folder of the fonts, whose letters are those of the languages of Europe.
 */
export async function createPaper(
  fonts: string,
  info: { title: string; author: string; created: Date },
): Promise<Paper> {
  const [regular, bold] = await Promise.all(
    [REGULAR, BOLD].map((name) => readFile(join(fonts, String(name)))),
  );
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: MARGIN,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    font: regular as unknown as string,
    info: { Title: info.title, Author: info.author, CreationDate: info.created },
  });
  doc.registerFont('regular', regular as Buffer);
  doc.registerFont('bold', bold as Buffer);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));

  const styled = ({ bold: isBold, quiet, size = 9.5 }: TextStyle = {}) =>
    doc
      .font(isBold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(quiet ? '#5b5b66' : '#1a1a1a');

  /** Goes to the next page where so much does not fit on this one. */
  function reserve(height: number): boolean {
    if (doc.y + height <= BOTTOM) return false;
    doc.addPage();
    return true;
  }

  const rule = (y: number) =>
    doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + WIDTH, y)
      .lineWidth(0.5)
      .strokeColor('#d9d9df')
      .stroke();

  /** Writes text into a box, and returns its height. */
  function put(
    text: string,
    style: TextStyle,
    box: { x: number; y: number; width: number; right?: boolean },
  ) {
    const options = { width: box.width, align: box.right ? ('right' as const) : ('left' as const) };
    styled(style).text(shown(text), box.x, box.y, options);
    return styled(style).heightOfString(shown(text), options);
  }

  function row(columns: readonly Column[], cells: readonly Cell[], style: TextStyle): number {
    const y = doc.y;
    let [x, height] = [MARGIN, 0];
    for (const [index, column] of columns.entries()) {
      const cell = cells[index] ?? '';
      const { text, below } = typeof cell === 'string' ? { text: cell, below: [] } : cell;
      const box = { x, width: column.share * WIDTH - 8, right: column.isNumber === true };
      let used = put(text, style, { ...box, y });
      for (const line of below) used += put(line, { quiet: true, size: 8 }, { ...box, y: y + used + 2 }) + 2;
      height = Math.max(height, used);
      x += column.share * WIDTH + (index === columns.length - 2 ? 8 : 0);
    }
    doc.x = MARGIN;
    doc.y = y + height;
    return height;
  }

  function heightOf(columns: readonly Column[], cells: readonly Cell[]): number {
    const heights = columns.map(({ share }, index) => {
      const cell = cells[index] ?? '';
      const { text, below } = typeof cell === 'string' ? { text: cell, below: [] } : cell;
      const width = { width: share * WIDTH - 8 };
      const small = below.map((line) => styled({ size: 8 }).heightOfString(shown(line), width) + 2);
      return styled().heightOfString(shown(text), width) + small.reduce((sum, one) => sum + one, 0);
    });
    return Math.max(...heights);
  }

  return {
    text(text, style) {
      styled(style);
      reserve(doc.heightOfString(shown(text), { width: WIDTH }));
      styled(style).text(shown(text), MARGIN, doc.y, { width: WIDTH });
    },
    gap(points = 12) {
      doc.y += points;
    },
    columns(blocks) {
      const [y, width] = [doc.y, WIDTH / blocks.length];
      let bottom = y;
      for (const [index, block] of blocks.entries()) {
        let top = y;
        for (const { text, style = {} } of block)
          top += put(text, style, { x: MARGIN + index * width, y: top, width: width - 12 }) + 2;
        bottom = Math.max(bottom, top);
      }
      doc.x = MARGIN;
      doc.y = bottom;
    },
    link(text, url) {
      styled({ bold: true }).fillColor('#0b57d0').text(text, MARGIN, doc.y, { link: url, underline: true });
    },
    table(columns, rows) {
      const heads = columns.map(({ title }) => title);
      const head = () => {
        row(columns, heads, { quiet: true, size: 8 });
        doc.y += 4;
        rule(doc.y);
        doc.y += 6;
      };
      head();
      for (const cells of rows) {
        if (reserve(heightOf(columns, cells) + 8)) head();
        row(columns, cells, {});
        doc.y += 6;
        rule(doc.y);
        doc.y += 6;
      }
    },
    sums(rows) {
      for (const { label, amount, isStrong = false } of rows) {
        const width = WIDTH * 0.35;
        const style = { bold: isStrong };
        reserve(styled(style).heightOfString(shown(label), { width }) + 4);
        const y = doc.y;
        const height = put(label, style, { x: MARGIN + WIDTH * 0.4, y, width });
        put(amount, style, { x: MARGIN + WIDTH * 0.75, y, width: WIDTH / 4, right: true });
        doc.x = MARGIN;
        doc.y = y + height + 4;
      }
    },
    async end(footer) {
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page++) {
        doc.switchToPage(page);
        // Below the margin a text would begin another page.
        doc.page.margins.bottom = 0;
        put(footer, { quiet: true, size: 8 }, { x: MARGIN, y: PAGE.height - MARGIN, width: WIDTH * 0.75 });
        const place = { x: MARGIN + WIDTH * 0.75, y: PAGE.height - MARGIN, width: WIDTH / 4, right: true };
        put(`Page ${page + 1} of ${count}`, { quiet: true, size: 8 }, place);
      }
      doc.end();
      return written;
    },
  };
}

// A character that turns or hides text could make a paper say something else than it seems to.
const CONTROLS = /[\p{Bidi_Control}\u00ad\u200b\u2028\u2029\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** Returns text without the characters that paper can't show. */
const shown = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(CONTROLS, '');
