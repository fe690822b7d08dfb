import type en from './en.json';

/** Key of a text. */
export type TextKey = keyof typeof en;

/** All texts of a frame, in one language. */
export type Texts = Record<TextKey, string>;
