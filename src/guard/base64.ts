import type { View } from './view.js';

// The prefixes of `keysIn`, which have to be listed here too: in base64 a key is found by the encoded form of
// its prefix.
const PREFIXES = [
  'sk_test_ sk_live_ sk_prod_ sk_org_ rk_test_ rk_live_ rk_prod_ ek_test_ ek_live_ whsec_',
  'sq0atp- sq0csp- FLWSECK shpat_ shpca_ shppa_ shpss_',
  'access-sandbox- access-development- access-production- access_token$',
].flatMap((prefixes) => prefixes.split(' '));

/**
 * Forms of each prefix in base64 after 0, 1 and 2 other bytes, with the offset of the form in its group of
 * four characters.
 */
const LOOKS = new Map(
  PREFIXES.flatMap((prefix) =>
    [0, 1, 2].map((before) => {
      const encoded = Buffer.from(`${'\0'.repeat(before)}${prefix}`).toString('base64');
      const lead = Math.ceil((before * 8) / 6);
      return [encoded.slice(lead, Math.floor(((before + prefix.length) * 8) / 6)), lead] as const;
    }),
  ),
);
const LOOK = new RegExp([...LOOKS.keys()].join('|'));
const EACH_LOOK = new RegExp(LOOK, 'g');

/** Greatest length of a key in base64. */
const LONGEST = 600;

/** Least length of base64 text that has room for a key. */
const SHORTEST = 24;
/** Least length of base64 text that has room for a key which is encoded again. */
const NESTED = 40;

/** Decoded part of a base64 run: the whole run, or the part around a key. */
export interface Encoded extends View {
  /** Whether it is text, which may hide a key in turn: data URLs, inline source maps, base64 in base64. */
  isText: boolean;
  start: number;
  length: number;
}

/** Decodes the parts of a text that are base64 and may contain a key. */
export function* decodeBase64(text: string): Generator<Encoded> {
  for (const [start, end] of longRuns(text)) {
    const run = text.slice(start, end);
    for (const { 0: look, index } of LOOK.test(run) ? run.matchAll(EACH_LOOK) : []) {
      const at = groupOf(index, LOOKS.get(look) ?? 0);
      yield { ...decode(run.slice(at, index + LONGEST), start + at), isText: false };
    }
    if (run.length >= NESTED && startsAsText(run)) yield { ...decode(run, start), isText: true };
  }
}

/**
 * Returns the index at which to start decoding, so that the key is complete. It includes the group before the
 * key, if there is one, because only the characters before a prefix show whether a word begins there.
 */
function groupOf(index: number, lead: number): number {
  const group = Math.max(index - lead, 0);
  return group < 4 ? group : group - 4;
}

const decode = (encoded: string, start: number) => ({
  text: Buffer.from(encoded, 'base64').toString('latin1'),
  toOriginal: (offset: number) => start + Math.floor((offset * 4) / 3),
  start,
  length: encoded.length,
});

const IN_ALPHABET = new Uint8Array(0x10000);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-') {
  IN_ALPHABET[character.charCodeAt(0)] = 1;
}

/**
 * Finds long runs of base64. It tests one character in `SHORTEST`, because a long run cannot lie between
 * two of them.
 */
function longRuns(text: string): [start: number, end: number][] {
  const runs: [number, number][] = [];
  for (let probe = SHORTEST - 1; probe < text.length; probe += SHORTEST) {
    if (IN_ALPHABET[text.charCodeAt(probe)] !== 1) continue;
    let start = probe;
    while (start > 0 && IN_ALPHABET[text.charCodeAt(start - 1)] === 1) start--;
    let end = probe + 1;
    while (end < text.length && IN_ALPHABET[text.charCodeAt(end)] === 1) end++;
    if (end - start >= SHORTEST) runs.push([start, end]);
    probe = end;
  }
  return runs;
}

function startsAsText(run: string): boolean {
  const bytes = Buffer.from(run.slice(0, 64), 'base64');
  const printable = bytes.filter((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d));
  return printable.length >= bytes.length * 0.85;
}
