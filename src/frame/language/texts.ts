import * as essential from './locales/essential.js';
import type { TextKey, Texts } from './locales/texts.js';

/** What English cannot do without is there from the start, and stays where another language's texts do not come. */
let texts: Partial<Texts> = essential;

/** What a frame says, in the language that it speaks at the moment. */
export const text = (key: TextKey): string => texts[key] ?? '';

/** Adds what English has to say for a part of the frame that came later, where the spoken language does not yet. */
export function learn(english: Partial<Texts>): void {
  texts = { ...english, ...texts };
}

/** Says everything in the language of these texts from now on. */
export function takeTexts(spoken: Partial<Texts>): void {
  texts = { ...texts, ...spoken };
}
