import { AUTOCOMPLETE, type Driver, type FieldDriver, FRAMES } from './fields.js';

/** Part of Playwright's `Locator` that is used here. */
export interface LocatorLike {
  and(locator: LocatorLike): LocatorLike;
  click(): Promise<void>;
  count(): Promise<number>;
  first(): LocatorLike;
  inputValue(): Promise<string>;
  press(key: string): Promise<void>;
  pressSequentially(text: string): Promise<void>;
  textContent(): Promise<string | null>;
  waitFor(options?: { state?: 'attached' | 'detached' | 'visible' }): Promise<void>;
}

/**
 * Part of Playwright's `Page`, `Frame`, `FrameLocator` and `Locator` that is used here. Any of them will do.
 */
export interface PlaywrightScope {
  locator(selector: string): LocatorLike;
  frameLocator(selector: string): PlaywrightScope;
  getByRole(role: 'button' | 'textbox', options?: { name: string }): LocatorLike;
}

/** Finds the Elements of a page, or of the part of it that a locator names. */
export const playwrightDriver = (scope: PlaywrightScope): Driver => ({
  field: (name) => fieldIn(scope, FRAMES.field(name), `[autocomplete="${AUTOCOMPLETE[name]}"]`),
  iban: () => fieldIn(scope, FRAMES.iban, 'input'),
});

function fieldIn(scope: PlaywrightScope, frames: string, selector: string): FieldDriver {
  const frame = scope.frameLocator(frames);
  // The role is required too, so that an input that no one can reach is not found.
  const input = frame.getByRole('textbox').and(frame.locator(selector));
  return {
    async isShown() {
      // A card may still be loading, and only then does the check below give the right answer.
      await scope.locator(FRAMES.card).first().waitFor({ state: 'attached' });
      if (!(await scope.locator(frames).count())) return false;
      await frame.getByRole('textbox').first().waitFor();
      return (await input.count()) > 0;
    },
    async type(text) {
      await input.click();
      // A frame in another process gets the focus a moment after the click.
      await input.and(frame.locator(':focus')).waitFor();
      await input.press('ControlOrMeta+a');
      await input.press('Delete');
      if (text) await input.pressSequentially(text);
    },
    read: () => input.inputValue(),
    error: async () => (await frame.locator('#error').textContent()) ?? '',
  };
}

/** Presses a button of the sandbox's bank, and waits until the bank's page is gone. */
export async function pressAtBank(page: PlaywrightScope, name: string): Promise<void> {
  await page.frameLocator(FRAMES.challenge).frameLocator('iframe').getByRole('button', { name }).click();
  await page.locator(FRAMES.challenge).waitFor({ state: 'detached' });
}
