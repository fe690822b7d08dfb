import type { Locator } from 'playwright-core';

/** How often a person clicks before they say that the field does not work. */
const CLICKS = 8;

/**
 * Clicks, and waits for the keyboard: a frame in another process has it a moment after the click. The browser finds the
 * frame under a click by what is drawn, and a busy machine draws a frame that grows or moves later than it is laid out.
 * Like a person, this looks where the caret is, and clicks again.
 */
export async function clickInto(input: Locator): Promise<void> {
  for (let click = 0; click < CLICKS; click++) {
    await input.click();
    if (await getsFocus(input)) return;
  }
  throw new Error('The clicks gave it no focus: they hit something else.');
}

/** Clicks into a field, and types once it has the focus. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await clickInto(field);
  await field.page().keyboard.type(text);
}

/** Tells whether the keyboard is in the field within two seconds. */
const getsFocus = (input: Locator) =>
  input.evaluate(
    (node) =>
      new Promise<boolean>((resolve) => {
        const look = () => {
          if (node.matches(':focus') && document.hasFocus()) resolve(true);
        };
        look();
        for (const type of ['focus', 'focusin']) addEventListener(type, look, { capture: true });
        setTimeout(resolve, 2000, false);
      }),
  );
