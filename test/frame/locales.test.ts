import { readdirSync, readFileSync } from 'node:fs';
import type { StripeElementLocale } from '@stripe/stripe-js';
import { describe, expect, test } from 'vitest';
import { isRightToLeft, resolveLocale } from '../../src/contract/locales.js';
import type { TextKey, Texts } from '../../src/frame/language/locales/texts.js';

const FOLDER = 'src/frame/language/locales';
const read = (tag: string): Partial<Texts> => JSON.parse(readFileSync(`${FOLDER}/${tag}.json`, 'utf8'));
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
const en = read('en') as Texts;
const KEYS = Object.keys(en) as TextKey[];
const keysOf = (texts: object) => Object.keys(texts) as TextKey[];

/** Regions whose language differs so much that they have all the texts; other regions have what differs. */
const WHOLE_REGIONS = ['pt-BR', 'zh-HK', 'zh-TW'];
const isPartial = (tag: string) => tag.includes('-') && !WHOLE_REGIONS.includes(tag);
const languageOf = (tag: string) => tag.replace(/-.*/, '');
const partial = files.filter(isPartial);
const whole = files.filter((tag) => !isPartial(tag));
/** What a person reads: a region's own texts over its language's. */
const shown = (tag: string) => ({ ...(isPartial(tag) && read(languageOf(tag))), ...read(tag) }) as Texts;

/** Each tag that the public option `locale` lists, with the locale that it shows. */
const PUBLIC: Record<Exclude<StripeElementLocale, 'auto'>, string> = {
  ar: 'ar',
  bg: 'bg',
  cs: 'cs',
  da: 'da',
  de: 'de',
  el: 'el',
  en: 'en',
  'en-AU': 'en-AU',
  'en-CA': 'en-CA',
  'en-NZ': 'en-NZ',
  'en-GB': 'en-GB',
  es: 'es',
  'es-ES': 'es',
  'es-419': 'es-419',
  et: 'et',
  fi: 'fi',
  fil: 'fil',
  fr: 'fr',
  'fr-CA': 'fr-CA',
  'fr-FR': 'fr',
  he: 'he',
  hu: 'hu',
  hr: 'hr',
  id: 'id',
  it: 'it',
  'it-IT': 'it',
  ja: 'ja',
  ko: 'ko',
  lt: 'lt',
  lv: 'lv',
  ms: 'ms',
  mt: 'mt',
  nb: 'nb',
  nl: 'nl',
  no: 'nb',
  pl: 'pl',
  pt: 'pt',
  'pt-BR': 'pt-BR',
  ro: 'ro',
  ru: 'ru',
  sk: 'sk',
  sl: 'sl',
  sv: 'sv',
  th: 'th',
  tr: 'tr',
  vi: 'vi',
  zh: 'zh',
  'zh-HK': 'zh-HK',
  'zh-TW': 'zh-TW',
};

describe('look-up', () => {
  test.each(Object.entries(PUBLIC))('%s shows %s, in any letter case', (tag, locale) => {
    for (const written of [tag, tag.toLowerCase(), tag.toUpperCase()]) {
      expect(resolveLocale(written, [])).toBe(locale);
      expect(resolveLocale('auto', [written])).toBe(locale);
    }
  });

  test('the public tags have exactly the files that there are', () => {
    expect([...files].sort()).toEqual([...new Set(Object.values(PUBLIC))].sort());
  });

  test.each([
    // A region or a script that has no texts of its own.
    ['de-AT', 'de'],
    ['de-CH-1996', 'de'],
    ['de-Latn-DE', 'de'],
    ['fr-BE', 'fr'],
    ['fr-CA-x-shop', 'fr-CA'],
    ['en-US', 'en'],
    ['en-IE', 'en'],
    ['pt-AO', 'pt'],
    ['pt-PT', 'pt'],
    ['ar-EG', 'ar'],
    ['ar-u-nu-latn', 'ar'],
    ['nb-NO', 'nb'],
    // Codes that were in use before, and other codes of the same language.
    ['no-NO', 'nb'],
    ['nn', 'nb'],
    ['nn-NO', 'nb'],
    ['iw', 'he'],
    ['iw-IL', 'he'],
    ['in-ID', 'id'],
    ['tl', 'fil'],
    ['tl-PH', 'fil'],
    // Spanish of Latin America and elsewhere.
    ['es-MX', 'es-419'],
    ['es-mx', 'es-419'],
    ['es-AR', 'es-419'],
    ['es-US', 'es-419'],
    ['es-VE', 'es-419'],
    ['es-GQ', 'es'],
    ['es-DE', 'es'],
    // The two scripts of Chinese.
    ['zh-CN', 'zh'],
    ['zh-SG', 'zh'],
    ['zh-Hans', 'zh'],
    ['zh-Hans-CN', 'zh'],
    ['zh-Hans-HK', 'zh'],
    ['zh-Hans-TW', 'zh'],
    ['zh-Hant', 'zh-TW'],
    ['zh-Hant-TW', 'zh-TW'],
    ['zh-Hant-MO', 'zh-TW'],
    ['zh-Hant-US', 'zh-TW'],
    ['zh-MO', 'zh-TW'],
    ['zh-Hant-HK', 'zh-HK'],
    // What is not there, or is no tag.
    ['uk', 'en'],
    ['uk-UA', 'en'],
    ['deu', 'en'],
    ['d', 'en'],
    ['x-de', 'en'],
    ['english', 'en'],
    ['419', 'en'],
    ['-', 'en'],
    ['', 'en'],
    [' de', 'en'],
    ['__proto__', 'en'],
    ['constructor', 'en'],
    ['auto-de', 'en'],
    ['-'.repeat(1_000_000), 'en'],
    [`de${'-a'.repeat(1_000_000)}`, 'de'],
  ])('%.20s shows %s', (tag, locale) => {
    expect(resolveLocale(tag, [])).toBe(locale);
  });

  test.each<[languages: string[], locale: string]>([
    [[], 'en'],
    [['de'], 'de'],
    [['fr-CH', 'de-CH'], 'fr'],
    [['uk', 'ru', 'en'], 'ru'],
    [['ca-ES', 'es-ES', 'en'], 'es'],
    [['uk', 'ka'], 'en'],
    [['', 'pl'], 'pl'],
    [['en-GB', 'de'], 'en-GB'],
    [['auto', 'sv'], 'sv'],
  ])('auto takes from %j the first that is there: %s', (languages, locale) => {
    for (const auto of ['auto', 'AUTO', 'Auto']) expect(resolveLocale(auto, languages)).toBe(locale);
  });

  test('only auto asks the browser', () => {
    expect(resolveLocale('uk', ['de'])).toBe('en');
    expect(resolveLocale('', ['de'])).toBe('en');
    expect(resolveLocale('fr', ['de'])).toBe('fr');
  });

  test('two locales run from right to left', () => {
    expect(files.filter(isRightToLeft).sort()).toEqual(['ar', 'he']);
  });
});

/** Locales whose people read this text in the same words as in English. */
const SAME_AS_ENGLISH: Partial<Record<TextKey, string[]>> = {
  // Its name in ISO 13616.
  label_iban: files,
  // Ireland's own name for its codes.
  label_eircode: files,
  // Russian for a region, as English has it.
  label_oblast: files,
  label_area: ['id', 'it'],
  // The code's name on the cards themselves.
  placeholder_cvc: files,
  // Right-to-left letters would put the year where the month is typed; Lithuanian has the same letter for both; cards of
  // the others' countries bear these letters.
  placeholder_expiry: ['ar', 'he', 'lt', 'fil', 'ko', 'vi'],
  // Romanian and Filipino have this word from English.
  method_card: ['ro', 'fil'],
  // The same word in other languages.
  label_province: ['fr', 'fr-CA', 'lv'],
  label_postcode: ['nl'],
  label_optional: ['de'],
  // Filipino has these words from English.
  label_cvc: ['fil'],
  label_postalCode: ['fil'],
  label_zip: ['fil'],
  label_pin: ['fil'],
  placeholder_postalCode: ['fil'],
  // The United States' code under the name that it has there.
  placeholder_zip: ['fil', 'fr-CA'],
};

/** The script of languages that are not written in Latin letters. */
const SCRIPTS: Record<string, RegExp> = {
  ar: /\p{Script=Arabic}/u,
  bg: /\p{Script=Cyrillic}/u,
  el: /\p{Script=Greek}/u,
  he: /\p{Script=Hebrew}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
  th: /\p{Script=Thai}/u,
  zh: /\p{Script=Han}/u,
};

/** How a sentence ends where it is not with a full stop. Thai has no mark for it. */
const ENDS: Record<string, RegExp> = { ja: /。$/, th: /\p{Script=Thai}$/u, zh: /。$/ };

const isError = (key: TextKey) => /^(incomplete|invalid|disallowed|api|authentication)_/.test(key);
const isSentence = (key: TextKey) => isError(key) || /^terms_/.test(key);
/** What a person agrees to has to be said in full. */
const LONGEST_TERMS = 600;
const LONGEST: Partial<Record<TextKey, number>> = {
  placeholder_number: 20,
  placeholder_expiry: 7,
  placeholder_cvc: 5,
  placeholder_postalCode: 12,
  placeholder_zip: 12,
};

test.each(whole)('%s has every text, in the order of the source', (tag) => {
  expect(keysOf(read(tag))).toEqual(KEYS);
});

test.each(partial)('%s has only what differs from its language, in the order of the source', (tag) => {
  const own = read(tag);
  const language = read(languageOf(tag)) as Texts;
  expect(keysOf(own)).toEqual(KEYS.filter((key) => key in own));
  expect(keysOf(own).filter((key) => own[key] === language[key])).toEqual([]);
  expect(keysOf(own)).not.toEqual([]);
});

describe.each(files)('%s', (tag) => {
  const texts = shown(tag);
  const language = languageOf(tag);
  const wrong = (isWrong: (text: string, key: TextKey) => boolean) =>
    keysOf(texts)
      .filter((key) => isWrong(texts[key], key))
      .map((key) => `${key}: ${texts[key]}`);

  test('is plain text: no markup, nothing invisible, no space too many', () => {
    expect(wrong((text) => typeof text !== 'string' || text.trim() === '' || text !== text.trim())).toEqual(
      [],
    );
    expect(wrong((text) => /[<>&\p{Cc}\p{Cf}]|\s\s/u.test(text))).toEqual([]);
    expect(wrong((text) => text !== text.normalize('NFC'))).toEqual([]);
  });

  test('leaves room for the same names as the source, and has no other braces', () => {
    const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');
    expect(wrong((text, key) => names(text) !== names(en[key]))).toEqual([]);
    expect(wrong((text) => /[{}]/.test(text.replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  test.skipIf(language === 'en')('is not left in English', () => {
    expect(wrong((text, key) => text === en[key] && !SAME_AS_ENGLISH[key]?.includes(tag))).toEqual([]);
    expect(wrong((text) => /\b(your|the|please|payment)\b/i.test(text))).toEqual([]);
  });

  test('is in its own script, with no letter of another in a word', () => {
    const script = SCRIPTS[language] ?? /\p{Script=Latin}/u;
    expect(wrong((text, key) => !/^(placeholder_|label_iban)/.test(key) && !script.test(text))).toEqual([]);
    const mixed =
      /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u;
    expect(wrong((text) => mixed.test(text))).toEqual([]);
  });

  test('ends its sentences, and nothing else', () => {
    const end = ENDS[language] ?? /\.$/;
    expect(wrong((text, key) => isSentence(key) && !end.test(text))).toEqual([]);
    expect(
      wrong((text, key) => /^(label|title|method|button|saved)_/.test(key) && /[.。:：]$/.test(text)),
    ).toEqual([]);
  });

  test('has placeholders that their inputs have room for', () => {
    const longest = (key: TextKey) => LONGEST[key] ?? (key.startsWith('terms_') ? LONGEST_TERMS : 120);
    expect(wrong((text, key) => text.length > longest(key))).toEqual([]);
    expect(texts.placeholder_expiry).toMatch(/^\S{1,2} \/ \S{1,2}$/);
  });

  test('tells what is wrong by a text of its own', () => {
    const errors = keysOf(texts).filter(isError);
    expect(new Set(errors.map((key) => texts[key])).size).toBe(errors.length);
  });
});
