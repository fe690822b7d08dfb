import { decodeBase64 } from './base64.js';
import { keysIn, type SecretDescription } from './keys-in.js';
import { resolveEscapes } from './resolve-escapes.js';
import { createSourceFinder, type SourcePlace } from './source-map.js';
import { foldStrings } from './split.js';
import { asIs, through, type View } from './view.js';

/** How a key was written: as it is, with escapes, in pieces, or in base64. */
export type Hiding = 'none' | 'escapes' | 'pieces' | 'base64';

/** A key that was found in a text. Nothing of its body is kept. */
export interface Leak extends SecretDescription {
  prefix: string;
  /** Where it begins. */
  offset: number;
  hiding: Hiding;
  /** The original file, where the text is a source map that has it. */
  source?: SourcePlace;
}

/** So often are escapes resolved, as of a string in a source map, and so often is base64 decoded. */
const DEPTH = 2;

/**
 * Finds the keys in a text, of which each character is one byte (`latin1`), so that binary files are read as they are.
 * Each is looked for as it stands, with escapes resolved, with strings put together, and in base64.
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

/** A key may be found in more than one way. */
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

/** `decoded` tells what an earlier view of the same text had: most base64 is in each of them. */
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

/** The text, and what it is with its escapes resolved, as often as there are any. */
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
