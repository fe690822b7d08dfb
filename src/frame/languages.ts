import { isRecord } from '../wire/index.js';
import { isRightToLeft, resolveLocale } from './locales/resolve.js';
import type { Texts } from './locales/texts.js';
import { takeTexts } from './texts.js';

/** Where the host has the texts of every locale; the build puts the folder's name in its place. */
declare const LOCALES: string;

/** How long a person waits for placeholders in their language, in ms, before they get them in English. */
const PATIENCE_MS = 3_000;

/** The locale that was asked for last, and what is on its way for it. A document is in English. */
let wanted = 'en';
let arrival: Promise<boolean> = Promise.resolve(false);

/**
 * Has the frame speak a locale's language. Its texts are fetched from the host.
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
  if (!texts || wanted !== locale) return false;
  takeTexts(texts);
  document.documentElement.lang = locale;
  document.documentElement.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
  return true;
}

async function fetchTexts(locale: string): Promise<Partial<Texts> | undefined> {
  try {
    const request: RequestInit = { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) };
    const answer: unknown = await (await fetch(`${LOCALES}/${locale}.json`, request)).json();
    return isRecord(answer) ? (answer as Partial<Texts>) : undefined;
  } catch {
    return undefined;
  }
}
