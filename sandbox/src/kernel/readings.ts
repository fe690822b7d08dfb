/** A text in which numbers can be searched for. */
export interface Reading {
  /** The text with the digits of every script as ASCII digits, and wide or styled letters as plain ones. */
  text: string;
  /** Returns the place in the original text of the characters from `start` up to `end`. */
  origin(start: number, end: number): Span;
}

/** The characters from `start` up to, not including, `end`. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Returns the readings of a text: as it stands, and decoded, however often it was percent-encoded. Both are
 * needed, because `5%4242` contains an encoded letter or four digits. Readings with fewer digits than
 * `fewestDigits` are left out, because every text of every request is read, and nearly all have none.
 */
export function readingsOf(text: string, fewestDigits: number): Reading[] {
  if (text.length < fewestDigits || !couldHave(fewestDigits, text)) return [];
  const readings = text.includes('%')
    ? [asItStands(text), folded(text, ENCODED_OR_CHARACTER)]
    : [asItStands(text)];
  return readings.filter((reading) => couldHave(fewestDigits, reading.text));
}

/** Tells whether a text has so many digits, or characters that could be read as digits. */
function couldHave(fewestDigits: number, text: string): boolean {
  let count = 0;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code >= ZERO && code <= NINE) count += 1;
    if (count >= fewestDigits || code === PERCENT || code > LAST_OF_ASCII) return true;
  }
  return false;
}

const [PERCENT, ZERO, NINE, LAST_OF_ASCII] = [0x25, 0x30, 0x39, 0x7f];

/** Returns every place at which a part of a text begins. */
export function placesOf(part: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}

const ASCII = /^\p{ASCII}*$/u;
const CHARACTER = /./gsu;
const ENCODED_OR_CHARACTER = /(?:%(?:25)*[0-9a-f]{2})+|./gisu;

const asItStands = (text: string): Reading =>
  ASCII.test(text) ? { text, origin: (start, end) => ({ start, end }) } : folded(text, CHARACTER);

function folded(text: string, parts: RegExp): Reading {
  let plain = '';
  const origins: Span[] = [];
  for (const { 0: part, index } of text.matchAll(parts)) {
    const characters = foldCharacters(part.length > 2 && part.startsWith('%') ? decoded(part) : part);
    plain += characters;
    const span = { start: index, end: index + part.length };
    for (let count = 0; count < characters.length; count++) origins.push(span);
  }
  const at = (index: number) => origins[index] ?? { start: text.length, end: text.length };
  return { text: plain, origin: (start, end) => ({ start: at(start).start, end: at(end - 1).end }) };
}

const foldCharacters = (text: string) =>
  ASCII.test(text) ? text : text.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit);

const isDigit = (codePoint: number) => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

// Unicode arranges the digits of a script from zero to nine, in runs whose length is a multiple of ten.
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let zero = codePoint;
  while (isDigit(zero - 1)) zero -= 1;
  return `${(codePoint - zero) % 10}`;
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replace(/%(?:25)+(?=[0-9a-f]{2})/gi, '%'));
  } catch {
    return encoded;
  }
}
