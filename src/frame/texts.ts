import { isRecord } from '../wire/index.js';
import * as essential from './locales/essential.js';
import { isRightToLeft } from './locales/resolve.js';
import type { TextKey, Texts } from './locales/texts.js';

/** Where the host has the texts of every locale; the build puts the folder's name in its place. */
declare const LOCALES: string;

let texts: Partial<Texts> = essential;
let wanted: string | undefined;

/** What a frame says, in the language that it speaks at the moment. */
export const text = (key: TextKey): string => texts[key] ?? '';

/**
 * Has the frame speak a locale's language. Its texts are fetched from the host: what English cannot do without is there
 * from the start, and stays where that fails.
 *
 * @returns Whether they are there, and this is still the locale that was asked for last.
 */
export async function speak(locale: string): Promise<boolean> {
  wanted = locale;
  const fetched = await fetchTexts(locale);
  if (!fetched || wanted !== locale) return false;
  texts = { ...essential, ...fetched };
  document.documentElement.lang = locale;
  document.documentElement.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
  return true;
}

async function fetchTexts(locale: string): Promise<Partial<Texts> | undefined> {
  try {
    const answer: unknown = await (await fetch(`${LOCALES}/${locale}.json`, { credentials: 'omit' })).json();
    return isRecord(answer) ? (answer as Partial<Texts>) : undefined;
  } catch {
    return undefined;
  }
}
