import { isRightToLeft, resolveLocale } from '../../contract/locales.js';
import { isRecord } from '../../wire/index.js';
import type { Texts } from './locales/texts.js';
import { takeTexts } from './texts.js';

/** Folder on the host with the texts of every locale; the build inserts its name. */
declare const LOCALES: string;

/** Time that a person waits for placeholders in their language before they get the English ones, in ms. */
const PATIENCE_MS = 3_000;
/** Pause before the second try after a host has failed, in ms. */
const PAUSE_MS = 250;

/** The locale that was requested last, and the arrival of its texts. A document starts in English. */
let wanted = 'en';
let arrival: Promise<boolean> = Promise.resolve(false);

/**
 * Switches the frame to a locale's language. It fetches the texts from the host. If that fails, the next call
 * tries again.
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
  // Another locale may have been requested in the meantime.
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
