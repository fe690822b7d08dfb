import type en from './en.json';

/** What a text is for. */
export type TextKey = keyof typeof en;

/** All that a frame says, in one language. */
export type Texts = Record<TextKey, string>;
