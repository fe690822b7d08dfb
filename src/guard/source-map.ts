import { SourceMap, type SourceMapPayload } from 'node:module';
import { advance, type Position, START } from './position.js';

/** Place in an original file that a source map names. */
export interface SourcePlace extends Position {
  file: string;
}

interface RawMap {
  sources?: (string | null)[];
  sections?: { map?: RawMap }[];
}

/**
 * Content of an original file as a string of JSON: its place in the map, and the position up to which lines
 * have been counted.
 */
interface Content {
  start: number;
  end: number;
  file: string | null | undefined;
  counted: number;
  position: Position;
}

const CONTENTS = /"sourcesContent"\s*:\s*\[/g;
const GAP = /[\s,]*/y;

/**
 * Creates a function that returns the original file and the place in it for an offset of a source map's text.
 * The offsets have to come in ascending order. For any other text the function returns nothing.
 */
export function createSourceFinder(text: string): (offset: number) => SourcePlace | undefined {
  let contents: Content[] | undefined;
  return (offset) => {
    contents ??= [...readContents(text)];
    while (contents[0] && contents[0].end < offset) contents.shift();
    const [content] = contents;
    if (!content?.file || offset < content.start) return undefined;
    content.position = advance(content.position, unquote(text.slice(content.counted, offset)));
    content.counted = offset;
    return { file: content.file, ...content.position };
  };
}

function* readContents(text: string): Generator<Content> {
  const begins = [...text.matchAll(CONTENTS)].map(({ index, 0: { length } }) => index + length);
  if (!begins.length) return;
  const map = parse(text);
  // Each section of an indexed map has its own contents.
  const sections = map?.sections?.map((section) => section.map) ?? [map];
  for (const [section, begin] of begins.entries()) {
    let index = 0;
    for (const [start, end] of readStrings(text, begin)) {
      yield { start, end, file: sections[section]?.sources?.[index++], counted: start, position: START };
    }
  }
}

/** Yields the strings of a JSON array; `null` counts as an empty one. */
function* readStrings(text: string, begin: number): Generator<[start: number, end: number]> {
  for (let at = skipGap(text, begin); ; at = skipGap(text, at)) {
    if (text.startsWith('null', at)) {
      yield [at, at];
      at += 'null'.length;
    } else if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      yield [at + 1, end];
      at = end + 1;
    } else {
      return;
    }
  }
}

function skipGap(text: string, at: number): number {
  GAP.lastIndex = at;
  GAP.exec(text);
  return GAP.lastIndex;
}

function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

/**
 * Creates a function that returns the original place of a place in a built file, by the file's source map.
 */
export function createOriginFinder(mapText: string): (place: Position) => SourcePlace | undefined {
  const raw = parse(mapText);
  const map = raw && new SourceMap(raw as SourceMapPayload);
  return ({ line, column }) => {
    const entry = map?.findEntry(line - 1, column - 1);
    if (!entry || !('originalSource' in entry) || !entry.originalSource) return undefined;
    return { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  };
}

const parse = (text: string): RawMap | undefined => {
  try {
    // A server may put these characters in front, so that the file does not run as a script.
    const map = JSON.parse(
      Buffer.from(text, 'latin1')
        .toString('utf8')
        .replace(/^\)\]\}'[^\n]*\n/, ''),
    );
    return map && typeof map === 'object' ? map : undefined;
  } catch {
    return undefined;
  }
};

const unquote = (escaped: string): string => {
  try {
    return JSON.parse(`"${escaped}"`);
  } catch {
    return escaped;
  }
};
