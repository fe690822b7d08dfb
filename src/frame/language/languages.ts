import { isRecord } from '../../wire/index.js';
import { isRightToLeft, resolveLocale } from './locales/resolve.js';
import type { Texts } from './locales/texts.js';
import { takeTexts } from './texts.js';

/** Where the host has the texts of every locale; the build puts the folder's name in its place. */
declare const LOCALES: string;

/** How long a person waits for placeholders in their language, in ms, before they get them in English. */
const PATIENCE_MS = 3_000;
/** How long a host that failed is left alone before the second try, in ms. */
const PAUSE_MS = 250;

/** The locale that was asked for last, and what is on its way for it. A document is in English. */
let wanted = 'en';
let arrival: Promise<boolean> = Promise.resolve(false);

/**
 * Has the frame speak a locale's language. Its texts are fetched from the host; where they cannot be had, they are asked
 * for anew with the next call.
 *
 * @param requested The option `locale`.
 * @returns Whether the frame speaks another language than before, once it is known.
 */
export function speak(requested: string): Promise<boolean> {
  const locale = resolveLocale(requested, navigator.languages);
  if (locale === wanted) return arrival.then(() => false);
  wanted = locale;
  arrival = change(locale);
  return arrival;
}

async function change(locale: string): Promise<boolean> {
  const texts = await fetchTexts(locale);
  // Another may have been asked for in the meantime.
  if (wanted !== locale) return false;
  const { documentElement } = document;
  if (!texts) {
    wanted = documentElement.lang;
    return false;
  }
  takeTexts(texts);
  documentElement.lang = locale;
  documentElement.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
  return true;
}

async function fetchTexts(locale: string): Promise<Partial<Texts> | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const first = await tryFetch(locale, signal);
  if (first || signal.aborted) return first;
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return wanted === locale ? tryFetch(locale, signal) : undefined;
}

async function tryFetch(locale: string, signal: AbortSignal): Promise<Partial<Texts> | undefined> {
  try {
    const answer = await fetch(`${LOCALES}/${locale}.json`, { credentials: 'omit', signal });
    const texts: unknown = await answer.json();
    return isRecord(texts) ? (texts as Partial<Texts>) : undefined;
  } catch {
    return undefined;
  }
}
