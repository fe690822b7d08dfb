import type { Look } from '../../wire/index.js';

/** Applies the look of a frame's document to its iframe. */
export function showLook({ style }: HTMLIFrameElement, { scheme, outset }: Look): void {
  style.setProperty('color-scheme', scheme);
  style.margin = `${-outset}px`;
  style.width = `calc(100% + ${2 * outset}px)`;
}
