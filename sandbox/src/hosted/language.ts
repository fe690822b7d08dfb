import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from 'hono/jsx';
import { parseAccept } from 'hono/utils/accept';
import type Stripe from 'stripe';
import { findLocale, isRightToLeft } from '../../../src/contract/locales.js';
import { money } from '../../../src/contract/money.js';
import { localesFolder } from '../paths.js';
import { COUNTRIES } from './countries.js';
import type sharedEnglish from './locales/shared/en.json';

export type SharedKey = keyof typeof sharedEnglish;
type Texts = Readonly<Record<string, string>>;

/** A language in which a page speaks to its visitor. Amounts, days and countries are written as that language does. */
export interface Language<Key extends string = SharedKey> {
  /** Its tag, for the page and for Elements: `de`, `es-419`. */
  tag: string;
  dir: 'ltr' | 'rtl';
  /** Returns a text, with values in the places that it has for them: `Due on {day}`. */
  say(key: Key, values?: Readonly<Record<string, string>>): string;
  /** Returns a text with markup in its places, such as something that someone else wrote. */
  parts(key: Key, values: Readonly<Record<string, Child>>): Child[];
  /** Returns an amount in a currency's smallest unit: `12,50 €`. */
  money(amount: number, currency: string): string;
  /** Returns a percentage: `8,5 %` for 8.5. */
  percent(percentage: number): string;
  /** Returns a day: `30. November 2026`. */
  day(seconds: number): string;
  /** Returns a price with how often it is paid: `20,00 € alle 3 Monate`. */
  recurring(price: string, every: Pick<Stripe.Price.Recurring, 'interval' | 'interval_count'>): string;
  /** Returns the name of a country by its code. */
  country(code: string): string;
  /** Returns a span of time: `3 Monate`, or `2–4 Tage`. */
  time(unit: string, count: number, upTo?: number): string;
  /** Returns countries in the order of their names; by default all. */
  countries(codes?: readonly string[]): { code: string; name: string }[];
}

/** Speaks to a visitor in the first of these languages that there are texts of. */
export type Speak<Key extends string> = (wanted: readonly string[]) => Language<Key | SharedKey>;

/**
 * Reads the texts of a group of pages, which are in `locales/<group>/<language>.json`. What a language lacks is said in English.
 * `locales/shared` has the texts that all pages know.
 */
export function languagesOf<Key extends string = never>(group: string): Speak<Key> {
  const known = new Map<string, Language<Key | SharedKey>>();
  return (wanted) => {
    const tag = wanted.map(findLocale).find((found) => found && TAGS.has(textsTagOf(found))) ?? 'en';
    const language = known.get(tag) ?? createLanguage(tag, textsOf(group, tag));
    known.set(tag, language);
    return language;
  };
}

/**
 * Returns the languages that a visitor may want, the best one first.
 *
 * @param chosen What the page was ordered in; `auto` or nothing for the languages of the customer and of the browser.
 */
export function wantedLanguages(
  request: Request,
  chosen: string | null = null,
  ofCustomer: readonly string[] | null = null,
): string[] {
  if (chosen !== null && chosen !== 'auto') return [chosen];
  return [...(ofCustomer ?? []), ...languagesOfBrowser(request)];
}

const languagesOfBrowser = ({ headers }: Request): string[] =>
  parseAccept(headers.get('accept-language')?.slice(0, MOST_CHARACTERS) ?? '')
    .sort((one, other) => other.q - one.q)
    .map(({ type }) => type);

/** No browser names so many languages. */
const MOST_CHARACTERS = 500;

/** The languages that all pages speak. */
const TAGS: ReadonlySet<string> = new Set(
  readdirSync(join(localesFolder, 'shared')).map((file) => file.replace(/\.json$/, '')),
);

/** Returns the tag whose texts a locale has: its own, or its language's. Hong Kong reads Taiwan's script. */
function textsTagOf(tag: string): string {
  if (TAGS.has(tag)) return tag;
  return tag === 'zh-HK' ? 'zh-TW' : tag.replace(/-.*/, '');
}

function textsOf(group: string, tag: string): Texts {
  const read = (one: string, of: string): Texts => {
    const file = join(localesFolder, one, `${of}.json`);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  };
  const groups = ['shared', group];
  return Object.assign({}, ...['en', textsTagOf(tag)].flatMap((of) => groups.map((one) => read(one, of))));
}

function createLanguage<Key extends string>(tag: string, texts: Texts): Language<Key | SharedKey> {
  const [percents, days, names] = [
    new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 4 }),
    // Without a region, English days are as the world reads them, and not as America does.
    new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'long', timeZone: 'UTC' }),
    new Intl.DisplayNames(tag, { type: 'region', fallback: 'none' }),
  ];
  const country = (code: string) => (/^[A-Z]{2}$/.test(code) && names.of(code)) || code;
  const say = (key: Key | SharedKey, values: Readonly<Record<string, string>> = {}) =>
    split(texts[key] ?? '')
      .map((part, index) => (index % 2 === 0 ? part : (values[part] ?? '')))
      .join('');
  return {
    tag,
    dir: isRightToLeft(tag) ? 'rtl' : 'ltr',
    say,
    parts: (key, values) =>
      split(texts[key] ?? '').map((part, index) => (index % 2 === 0 ? part : values[part])),
    money: (amount, currency) => money(amount, currency, tag === 'en' ? 'en-US' : tag),
    percent: (percentage) => percents.format(percentage / 100),
    day: (seconds) => days.format(seconds * 1000),
    recurring: (price, { interval, interval_count: count }) =>
      count === 1
        ? say(`per_${interval as 'day' | 'month' | 'week' | 'year'}`, { price })
        : say('per_time', { price, time: span(tag, interval, count) }),
    time: (unit, count, upTo) => span(tag, unit, count, upTo),
    country,
    countries: (codes = COUNTRIES) =>
      codes
        .map((code) => ({ code, name: country(code) }))
        .sort((one, other) => one.name.localeCompare(other.name, tag)),
  };
}

/** Splits a text at its places. The group in parentheses makes `split` keep their names, at the odd places. */
const split = (text: string): string[] => text.split(/\{(\w+)\}/);

function span(tag: string, unit: string, count: number, upTo = count): string {
  const spans = new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' });
  return spans
    .formatToParts(upTo)
    .map(({ type, value }) => (type === 'integer' && count !== upTo ? `${count}–${value}` : value))
    .join('');
}
