/**
 * Locales that have their own texts, each with further tags that belong to it although the look-up would not
 * find it. The tags of Latin American Spanish are from CLDR.
 */
const TABLE = (
  'ar bg cs da de el en en-AU en-CA en-GB en-NZ es ' +
  'es-419/es-AR/es-BO/es-BR/es-BZ/es-CL/es-CO/es-CR/es-CU/es-DO/es-EC/es-GT/es-HN/es-MX/es-NI/es-PA/es-PE/es-PR/es-PY' +
  '/es-SV/es-US/es-UY/es-VE et fi fil/tl fr fr-CA he/iw hr hu id/in it ja ko lt lv ms mt nb/no/nn nl pl pt pt-BR ro ru ' +
  'sk sl sv th tr vi zh zh-HK/zh-Hant-HK zh-TW/zh-Hant/zh-MO'
)
  .split(' ')
  .map((tags) => tags.split('/'));

const BY_RANGE = new Map(TABLE.flatMap((tags) => tags.map((tag) => [tag.toLowerCase(), tags[0]])));

/**
 * Looks up a tag as in RFC 4647: it drops subtags from the end until a locale matches. No known tag has more
 * than three subtags.
 */
export function findLocale(tag: string): string | undefined {
  for (const range = tag.toLowerCase().split('-', 3); range.length; range.pop()) {
    const found = BY_RANGE.get(range.join('-'));
    if (found) return found;
  }
}

/**
 * Returns the locale whose texts are shown. It always has texts, and is English if no other fits.
 *
 * @param requested The option `locale`: a language tag in any letter case, or `auto`.
 * @param browser The browser's languages in the order of preference; `auto` takes the first that has texts.
 */
export function resolveLocale(requested: string, browser: readonly string[]): string {
  const tags = requested.toLowerCase() === 'auto' ? browser : [requested];
  return tags.map(findLocale).find(Boolean) ?? 'en';
}

/** Returns whether a locale's texts run from right to left. */
export const isRightToLeft = (tag: string): boolean => /^(ar|he)\b/.test(tag);
