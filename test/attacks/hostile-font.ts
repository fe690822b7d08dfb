/** Fonts as an attacker makes them: TrueType files that browsers take, in which some characters are not like the others. */

export interface HostileFont {
  /** The characters that it has. */
  characters: string;
  /** How wide a character is, of 1000 for an em; 500 where it is not named. */
  widths?: Record<string, number>;
  /** How far the font reaches above and below its line, of 1000 for an em. */
  ascent?: number;
  descent?: number;
  /**
   * A feature of OpenType that puts `count` squared glyphs in the place of one character, and then looks at each of them
   * `passes` times.
   */
  many?: { feature: string; character: string; count: number; passes?: number };
  /** A feature that puts one glyph in the place of two characters. */
  ligature?: { feature: string; characters: [string, string]; width: number };
  /** A character that is drawn in so many layers of colour. */
  layers?: { character: string; count: number };
}

export function hostileFont(font: HostileFont): Buffer {
  const characters = [...new Set(font.characters)].sort();
  const glyphOf = new Map(characters.map((character, index) => [character, index + 1]));
  const first = characters.length + 1;
  /** What a character turns into, and what that turns into. */
  const [fillerA, fillerB, ligature] = [first, first + 1, first + 2];
  const widths = [
    500,
    ...characters.map((character) => font.widths?.[character] ?? 500),
    500,
    500,
    font.ligature?.width ?? 500,
  ];
  const glyph = (character: string) => glyphOf.get(character) ?? 0;
  const features: Feature[] = [];
  if (font.many) {
    const { feature, character, count, passes = 0 } = font.many;
    features.push({
      tag: feature,
      lookups: [
        multiple(glyph(character), Array(count).fill(fillerA)),
        multiple(fillerA, Array(count).fill(fillerB)),
        ...Array.from({ length: passes }, () => multiple(fillerB, [fillerB])),
      ],
    });
  }
  if (font.ligature) {
    const { feature, characters: of } = font.ligature;
    features.push({ tag: feature, lookups: [ligate(glyph(of[0]), glyph(of[1]), ligature)] });
  }
  const { ascent = 800, descent = 200 } = font;
  const outline = square();
  return sfnt({
    'OS/2': os2(ascent, descent),
    cmap: cmap(characters.map((character, index) => [character.codePointAt(0) ?? 0, index + 1])),
    glyf: Buffer.concat(widths.map(() => outline)),
    head: head(),
    hhea: hhea(ascent, descent, widths.length),
    hmtx: words(...widths.flatMap((width) => [width, 0])),
    loca: longs(...Array.from({ length: widths.length + 1 }, (_, index) => index * outline.length)),
    maxp: Buffer.concat([longs(0x10000), words(widths.length, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]),
    name: words(0, 0, 6),
    post: longs(0x30000, 0, 0, 0, 0, 0, 0, 0),
    ...(features.length > 0 && { GSUB: gsub(features) }),
    ...(font.layers && {
      COLR: colr(glyph(font.layers.character), fillerA, font.layers.count),
      CPAL: Buffer.concat([words(0, 1, 1, 1), longs(14), words(0), Buffer.from([0, 0, 255, 255])]),
    }),
  });
}

interface Feature {
  tag: string;
  lookups: { type: number; table: Buffer }[];
}

const words = (...values: number[]) => {
  const buffer = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt16BE(value & 0xffff, 2 * index);
  return buffer;
};

const longs = (...values: number[]) => {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value >>> 0, 4 * index);
  return buffer;
};

/** One contour of four points, each a pair of whole numbers. */
const square = () =>
  Buffer.concat([
    words(1, 50, 0, 450, 700, 3, 0),
    Buffer.from([1, 1, 1, 1]),
    words(50, 400, 0, -400, 0, 0, 700, 0, 0),
  ]);

const head = () =>
  Buffer.concat([
    longs(0x10000, 0x10000, 0, 0x5f0f3cf5),
    words(0x000b, 1000),
    longs(0, 0, 0, 0),
    words(0, 0, 1000, 1000, 0, 8, 2, 1, 0),
  ]);

const hhea = (ascent: number, descent: number, glyphs: number) =>
  Buffer.concat([
    longs(0x10000),
    words(ascent, -descent, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs),
  ]);

const os2 = (ascent: number, descent: number) =>
  Buffer.concat([
    words(4, 500, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
    Buffer.alloc(10),
    longs(1, 0, 0, 0),
    Buffer.from('test'),
    words(0x40, 0x20, 0x7e, ascent, -descent, 0, ascent, descent),
    longs(1, 0),
    words(500, 700, 0, 0x20, 2),
  ]);

/** Format 4, a segment for each character. */
function cmap(pairs: [code: number, glyph: number][]): Buffer {
  const segments = pairs.length + 1;
  const power = 2 ** Math.floor(Math.log2(segments));
  const codes = [...pairs.map(([code]) => code), 0xffff];
  const deltas = [...pairs.map(([code, glyph]) => glyph - code), 1];
  const body = words(
    0,
    2 * segments,
    2 * power,
    Math.log2(power),
    2 * (segments - power),
    ...codes,
    0,
    ...codes,
    ...deltas,
    ...codes.map(() => 0),
  );
  return Buffer.concat([words(0, 1, 3, 1), longs(12), words(4, body.length + 4), body]);
}

const coverage = (glyph: number) => words(1, 1, glyph);

const multiple = (from: number, to: number[]) => ({
  type: 2,
  table: Buffer.concat([words(1, 8, 1, 14), coverage(from), words(to.length, ...to)]),
});

const ligate = (first: number, second: number, to: number) => ({
  type: 4,
  table: Buffer.concat([words(1, 8, 1, 14), coverage(first), words(1, 4, to, 2, second)]),
});

/** For every script: a list of scripts, of features, and of lookups. */
function gsub(features: Feature[]): Buffer {
  const language = words(0, 0xffff, features.length, ...features.keys());
  const scripts = Buffer.concat([words(1), Buffer.from('DFLT'), words(8, 4, 0), language]);
  const records: Buffer[] = [];
  const tables: Buffer[] = [];
  let at = 2 + 6 * features.length;
  let lookup = 0;
  for (const { tag, lookups } of features) {
    records.push(Buffer.from(tag), words(at));
    const table = words(0, lookups.length, ...lookups.map(() => lookup++));
    tables.push(table);
    at += table.length;
  }
  const featureList = Buffer.concat([words(features.length), ...records, ...tables]);
  const all = features.flatMap(({ lookups }) => lookups);
  const offsets: number[] = [];
  let end = 2 + 2 * all.length;
  const lookupTables = all.map(({ type, table }) => {
    offsets.push(end);
    end += 8 + table.length;
    return Buffer.concat([words(type, 0, 1, 8), table]);
  });
  const lookupList = Buffer.concat([words(all.length, ...offsets), ...lookupTables]);
  const header = words(1, 0, 10, 10 + scripts.length, 10 + scripts.length + featureList.length);
  return Buffer.concat([header, scripts, featureList, lookupList]);
}

const colr = (base: number, layer: number, count: number) =>
  Buffer.concat([
    words(0, 1),
    longs(14, 20),
    words(count, base, 0, count),
    ...Array.from({ length: count }, () => words(layer, 0)),
  ]);

/** A file of tables, which are in the order of their names. */
function sfnt(tables: Record<string, Buffer>): Buffer {
  const entries = Object.entries(tables).sort(([one], [other]) => (one < other ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(entries.length));
  const header = Buffer.concat([
    longs(0x10000),
    words(entries.length, 16 * power, Math.log2(power), 16 * (entries.length - power)),
  ]);
  let at = 12 + 16 * entries.length;
  const directory: Buffer[] = [];
  const bodies: Buffer[] = [];
  for (const [tag, table] of entries) {
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
    directory.push(Buffer.from(tag), longs(checksum(padded), at, table.length));
    bodies.push(padded);
    at += padded.length;
  }
  return Buffer.concat([header, ...directory, ...bodies]);
}

function checksum(padded: Buffer): number {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
