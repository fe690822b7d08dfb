import { type View, ViewBuilder } from './view.js';

const QUOTE = '["\'`]';
// From one string to the next: `"…" + "…"`, `${"…"}` in a template, and `"…".concat("…")`. If only the middle
// of a template literal is a string, the way back into the template counts too.
const PLUS = `${QUOTE}[\\s()]*\\+[\\s()]*${QUOTE}`;
const INTO_TEMPLATE = `\\$\\{\\s*${QUOTE}`;
const OUT_OF_TEMPLATE = `${QUOTE}\\s*\\}`;
const CONCAT = `${QUOTE}[\\s)]*\\.\\s*concat\\(\\s*${QUOTE}`;
const COMMA = `${QUOTE}\\s*,\\s*${QUOTE}`;
const SEAM = new RegExp(`${PLUS}|${INTO_TEMPLATE}|${CONCAT}`, 'g');
const NEXT_SEAM = new RegExp(`${PLUS}|${INTO_TEMPLATE}|${OUT_OF_TEMPLATE}|${CONCAT}`, 'y');
const NEXT_ARGUMENT = new RegExp(COMMA, 'y');
const JOIN = /\.join\s*\(\s*(?:(["'`])([\w-]?)\1\s*)?\)/y;
const ELEMENT = /^\s*(["'`])([\w+/=$-]*)\1\s*$/;
const KEY_CHARACTERS = /(?:[\w+/=-]|\$(?!\{))*/y;
const KEY_CHARACTER = /[\w+/=$-]/;
/** Greatest lengths of a key, and of an array of its characters. */
const LONGEST = 300;
const LONGEST_ARRAY = 3_000;

/** Puts strings together that are added, concatenated, interpolated or joined in a text. */
export function* foldStrings(text: string): Generator<View> {
  yield* foldSums(text);
  yield* foldArrays(text);
}

function* foldSums(text: string): Generator<View> {
  SEAM.lastIndex = 0;
  for (let seam = SEAM.exec(text); seam; seam = SEAM.exec(text)) {
    const view = new ViewBuilder();
    const start = runBefore(text, seam.index);
    view.add(text.slice(start, seam.index), start);
    const end = foldFrom(text, SEAM.lastIndex, seam[0].includes('concat'), view);
    SEAM.lastIndex = end;
    yield view.build();
    SEAM.lastIndex = end;
  }
}

/** Adds piece after piece, and returns where the last one ends. */
function foldFrom(text: string, start: number, isCall: boolean, view: ViewBuilder): number {
  for (let at = start, inCall = isCall; ; ) {
    KEY_CHARACTERS.lastIndex = at;
    const [piece = ''] = KEY_CHARACTERS.exec(text) ?? [];
    if (piece) view.add(piece, at);
    const end = at + piece.length;
    NEXT_SEAM.lastIndex = NEXT_ARGUMENT.lastIndex = end;
    const seam = NEXT_SEAM.exec(text) ?? (inCall ? NEXT_ARGUMENT.exec(text) : null);
    if (!seam) return end;
    inCall ||= seam[0].includes('concat');
    at = end + seam[0].length;
  }
}

function runBefore(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < LONGEST && KEY_CHARACTER.test(text.charAt(start - 1))) start--;
  return start;
}

function* foldArrays(text: string): Generator<View> {
  for (let at = text.indexOf('.join'); at !== -1; at = text.indexOf('.join', at + 1)) {
    JOIN.lastIndex = at;
    const call = JOIN.exec(text);
    const from = Math.max(0, at - LONGEST_ARRAY);
    const array = text.slice(from, at).trimEnd();
    if (!call || !array.endsWith(']')) continue;
    // No key contains a bracket, so an array that contains another array is none.
    const bracket = array.lastIndexOf('[');
    if (bracket <= array.lastIndexOf(']', array.length - 2)) continue;
    const [, quote, separator = ''] = call;
    yield joinElements(array.slice(bracket + 1, -1), from + bracket + 1, quote ? separator : ',');
  }
}

/** Joins the elements of an array. An element that is not a plain string ends a key. */
function joinElements(elements: string, start: number, separator: string): View {
  const view = new ViewBuilder();
  let at = start;
  for (const element of elements.split(',')) {
    const [, , piece] = ELEMENT.exec(element) ?? [];
    if (at > start) view.add(separator, at);
    view.add(piece ?? ' ', at + (piece ? element.indexOf(piece) : 0));
    at += element.length + 1;
  }
  return view.build();
}
