import { isRecord } from '../../wire/index.js';

/** One face of a font, as a page names it. */
export interface Face {
  family: string;
  /** Of its file; one that is not absolute is relative to the page's. */
  url: string;
  descriptors: FontFaceDescriptors;
}

/** What goes with a face, by the names of the public API and of CSS. */
const DESCRIPTORS = { weight: 'font-weight', style: 'font-style', unicodeRange: 'unicode-range' };

/** The face of a custom font, `{family, src, weight, style, unicodeRange}`, whose `src` is a value of CSS. */
export const customFace = (source: Record<string, unknown>): Face | undefined =>
  face((name) => source[name], `${source.src}`);

/** The faces that a style sheet declares and that can show a card's digits or Latin letters. */
export function facesOf(css: string, base: string): Face[] {
  const rules = css
    .replace(/\/\*.*?\*\//gs, '')
    .split(/@font-face\s*\{/i)
    .slice(1);
  return rules.flatMap((rule) => {
    const body = `${rule.split('}')[0]}`;
    const read = (name: string) => new RegExp(`${name}\\s*:\\s*([^;]+)`, 'i').exec(body)?.[1]?.trim();
    const named: Record<string, string> = { family: 'font-family', ...DESCRIPTORS };
    // The whole rule as `src`: a `data:` URL has semicolons in it.
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

/** The first URL of a `src` that is not of a format which browsers have given up. */
function urlOf(src: string): string | undefined {
  const urls = src.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)(?:\s*format\(\s*["']?([\w-]+))?/g);
  for (const [, , url, format = ''] of urls)
    if (!/svg|embedded/.test(format) && !/\.eot\b/.test(`${url}`)) return url;
  return undefined;
}

/** Whether a `unicode-range` has digits or Latin letters in it. */
export function showsLatin(range = 'U+0-7F'): boolean {
  return range.split(',').some((part) => {
    const [from = '', to = from] = part.trim().replace(/^U\+/i, '').split('-');
    return parseInt(from.replace(/\?/g, '0'), 16) <= 0x7a && parseInt(to.replace(/\?/g, 'F'), 16) >= 0x30;
  });
}

/** Whether a value is one of the two sources of fonts that the public API knows. */
export const isSource = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && (typeof value.cssSrc === 'string' || typeof value.src === 'string');
