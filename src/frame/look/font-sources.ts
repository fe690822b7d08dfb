import { isRecord } from '../../wire/index.js';

/** Face of a font, as a page names it. */
export interface Face {
  family: string;
  /** URL of its file. A relative URL is resolved against the page's. */
  url: string;
  descriptors: FontFaceDescriptors;
}

/** Properties of a face, by their names in the public API and in CSS. */
const DESCRIPTORS = { weight: 'font-weight', style: 'font-style', unicodeRange: 'unicode-range' };

/**
 * Reads the face of a custom font, `{family, src, weight, style, unicodeRange}`, whose `src` is a value of
 * CSS.
 */
export const customFace = (source: Record<string, unknown>): Face | undefined =>
  face((name) => source[name], `${source.src}`);

/** Returns the faces of a style sheet that can show a card's digits or Latin letters. */
export function facesOf(css: string, base: string): Face[] {
  const rules = css
    .replace(/\/\*.*?\*\//gs, '')
    .split(/@font-face\s*\{/i)
    .slice(1);
  return rules.flatMap((rule) => {
    const body = `${rule.split('}')[0]}`;
    const read = (name: string) => new RegExp(`${name}\\s*:\\s*([^;]+)`, 'i').exec(body)?.[1]?.trim();
    const named: Record<string, string> = { family: 'font-family', ...DESCRIPTORS };
    // The whole rule is searched for `src`, because a `data:` URL contains semicolons.
    const found = face((name) => read(`${named[name]}`), body);
    if (!found || !showsLatin(found.descriptors.unicodeRange) || !URL.canParse(found.url, base)) return [];
    return [{ ...found, url: new URL(found.url, base).href }];
  });
}

function face(read: (name: string) => unknown, src: string): Face | undefined {
  const family = `${read('family')}`.replace(/["'\\\n]/g, '').trim();
  const url = urlOf(src);
  const given = Object.keys(DESCRIPTORS).flatMap((name) => {
    const value = read(name);
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return url ? { family, url, descriptors: Object.fromEntries(given) } : undefined;
}

/** Returns the first URL of a `src` whose format browsers still support. */
function urlOf(src: string): string | undefined {
  const urls = src.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)(?:\s*format\(\s*["']?([\w-]+))?/g);
  for (const [, , url, format = ''] of urls)
    if (!/svg|embedded/.test(format) && !/\.eot\b/.test(`${url}`)) return url;
  return undefined;
}

/** Returns whether a `unicode-range` contains digits or Latin letters. */
export function showsLatin(range = 'U+0-7F'): boolean {
  return range.split(',').some((part) => {
    const [from = '', to = from] = part.trim().replace(/^U\+/i, '').split('-');
    return parseInt(from.replace(/\?/g, '0'), 16) <= 0x7a && parseInt(to.replace(/\?/g, 'F'), 16) >= 0x30;
  });
}

/** Returns whether a value is one of the two kinds of font sources that the public API has. */
export const isSource = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && (typeof value.cssSrc === 'string' || typeof value.src === 'string');
