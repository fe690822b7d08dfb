import { type View, ViewBuilder } from './view.js';

// Escapes of JavaScript and JSON, character references of HTML, and percent-encoding, encoded once or more.
// Escapes of characters that no key contains stay as they are.
const ESCAPE =
  /\\(?:x([2-7][\da-fA-F])|u00([2-7][\da-fA-F])|u\{0*([2-7][\da-fA-F])\}|(\r?\n)|([^\dux]))|&#[xX]0*([2-7][\da-fA-F]);|&#0*(\d{2,3});|&(?:quot|apos);|%(?:25)*([2-7][\da-fA-F])/g;
const WHITE_SPACE = /[nrtbfv]/;

/** Distance from an escape beyond which text needs no second search: it is longer than any key. */
const NEAR = 512;

/** Returns the text around its escapes with the escapes resolved, or `undefined` if there are none. */
export function resolveEscapes(text: string): View | undefined {
  const view = new ViewBuilder();
  let end = 0;
  for (const match of text.matchAll(ESCAPE)) {
    addBetween(view, text, end, match.index);
    view.add(character(match), match.index);
    end = match.index + match[0].length;
  }
  if (end === 0) return undefined;
  view.add(text.slice(end, end + NEAR), end);
  return view.build();
}

function addBetween(view: ViewBuilder, text: string, start: number, end: number): void {
  if (end - start <= 2 * NEAR) {
    view.add(text.slice(start, end), start);
    return;
  }
  view.add(`${text.slice(start, start + NEAR)}\n`, start);
  view.add(text.slice(end - NEAR, end), end - NEAR);
}

function character([
  ,
  x,
  u,
  braced,
  lineBreak,
  escaped,
  reference,
  decimal,
  percent,
]: RegExpExecArray): string {
  const hex = x ?? u ?? braced ?? reference ?? percent;
  if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
  if (decimal) return String.fromCharCode(Number(decimal) & 0xff);
  // A backslash at the end of a line continues the string.
  if (lineBreak) return '';
  if (escaped) return WHITE_SPACE.test(escaped) ? ' ' : escaped;
  return '"';
}
