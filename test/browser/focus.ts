/**
 * Where the keyboard is. A frame in another process has it a moment after a key, a label or `focus()` gave it, and gives
 * it back a moment later too: who types at once, as no person can, types into what had it before.
 */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

export const hasFocus = (target: Locator) =>
  target.evaluate((node) => node === document.activeElement && document.hasFocus());

/** Waits until the keyboard is there. */
export const gotFocus = (target: Locator) => expect.poll(() => hasFocus(target)).toBe(true);
