import { decodeBase64 } from './base64.js';
import { keysIn, type SecretDescription } from './keys-in.js';
import { resolveEscapes } from './resolve-escapes.js';
import { createSourceFinder, type SourcePlace } from './source-map.js';
import { foldStrings } from './split.js';
import { asIs, through, type View } from './view.js';

/** Form in which a key was written: as it is, with escapes, in pieces, or in base64. */
export type Hiding = 'none' | 'escapes' | 'pieces' | 'base64';

/** Key that was found in a text, without any of its secret part. */
export interface Leak extends SecretDescription {
  prefix: string;
  /** Index of its first character in the text. */
  offset: number;
  hiding: Hiding;
  /** The original file, if the text is a source map that contains it. */
  source?: SourcePlace;
}

/** Number of times that escapes are resolved, as for a string in a source map, and that base64 is decoded. */
const DEPTH = 2;

/**
 * Finds the keys in a text in which each character is one byte (`latin1`), so that binary files need no other
 * treatment. It searches the text as it is, with escapes resolved, with strings put together, and in base64.
 */
export function findKeys(text: string, depth = DEPTH): Leak[] {
  const leaks = new Map<number, Leak>();
  for (const leak of findAll(text, depth)) {
    const known = leaks.get(leak.offset);
    if (!known || (leak.source && !known.source)) leaks.set(leak.offset, leak);
  }
  const inOrder = [...leaks.values()].sort((a, b) => a.offset - b.offset);
  return nameSources(text, inOrder);
}

/** Yields keys as they are found, a key that is found in several ways more than once. */
function* findAll(text: string, depth: number): Generator<Leak> {
  const decoded = new Set<string>();
  for (const { view, hiding } of views(text)) {
    yield* findPlain(view, hiding);
    yield* findInPieces(view);
    yield* findEncoded(view, depth, decoded);
  }
}

function* findPlain(view: View, hiding: Hiding): Generator<Leak> {
  for (const { start, ...key } of keysIn(view.text)) yield { ...key, hiding, offset: view.toOriginal(start) };
}

function* findInPieces(view: View): Generator<Leak> {
  for (const folded of foldStrings(view.text)) {
    const whole = through(view, folded);
    yield* findPlain(whole, 'pieces');
    for (const encoded of decodeBase64(folded.text)) yield* findPlain(through(whole, encoded), 'base64');
  }
}

/**
 * Finds keys in base64. `decoded` has the runs from earlier views of the same text, because most base64 is in
 * each of them.
 */
function* findEncoded(view: View, depth: number, decoded: Set<string>): Generator<Leak> {
  for (const encoded of decodeBase64(view.text)) {
    const whole = through(view, encoded);
    yield* findPlain(whole, 'base64');
    const id = `${view.toOriginal(encoded.start)}:${encoded.length}`;
    if (!encoded.isText || depth === 0 || decoded.has(id)) continue;
    decoded.add(id);
    for (const leak of findKeys(encoded.text, depth - 1)) {
      yield { ...leak, hiding: 'base64', offset: whole.toOriginal(leak.offset) };
    }
  }
}

/** Yields the text, and then the text with its escapes resolved, as often as it has any. */
function* views(text: string): Generator<{ view: View; hiding: Hiding }> {
  let view = asIs(text);
  yield { view, hiding: 'none' };
  for (let level = 0; level < DEPTH; level++) {
    const inner = resolveEscapes(view.text);
    if (!inner) return;
    view = through(view, inner);
    yield { view, hiding: 'escapes' };
  }
}

function nameSources(text: string, leaks: Leak[]): Leak[] {
  const sourceAt = createSourceFinder(text);
  return leaks.map((leak) => {
    const source = leak.source ?? sourceAt(leak.offset);
    return source ? { ...leak, source } : leak;
  });
}
