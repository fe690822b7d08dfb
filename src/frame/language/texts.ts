import * as essential from './locales/essential.js';
import type { TextKey, Texts } from './locales/texts.js';

/**
 * The current texts. The essential English ones are there from the start, and stay if another language's
 * texts do not arrive.
 */
let texts: Partial<Texts> = essential;

/** Returns a text in the frame's current language. */
export const text = (key: TextKey): string => texts[key] ?? '';

/**
 * Adds the English texts of a part of the frame that loaded later. They do not replace texts of the current
 * language.
 */
export function learn(english: Partial<Texts>): void {
  texts = { ...english, ...texts };
}

/** Switches all texts to those of another language. */
export function takeTexts(spoken: Partial<Texts>): void {
  texts = { ...texts, ...spoken };
}
