/** A checkout with Address Elements, alone or beside a Payment Element. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { AddressElementOptions, ElementsOptions } from '../../src/page/index.js';
import type { Checkouts, PageOptions } from './checkout.js';

type Options = AddressElementOptions;

/** An Address Element in a page. */
export interface AddressForm {
  form: FrameLocator;
  text(name: string): Locator;
  select(name: string): Locator;
  /** The labels of the fields, in the order in which they are shown. */
  labels(): Promise<string[]>;
  /** The events that the page was told, each with its type. */
  told(type?: string): Promise<Told[]>;
  /** The newest `change`. */
  state(): Promise<Told | undefined>;
  getValue(options?: object): Promise<unknown>;
}

export interface Told extends Record<string, unknown> {
  type: string;
}

const EVENTS = ['ready', 'change', 'focus', 'blur', 'escape', 'loaderror'];

/** Adds an Address Element to the group of a page. */
export async function addAddress(
  page: Page,
  options: Options,
  selector = `#${options.mode}`,
): Promise<AddressForm> {
  await page.evaluate(
    ([given, target, events]) => {
      const element = window.elements.create('address', given as never);
      const told: object[] = [];
      Object.assign(document.querySelector(target) as Element, { told, address: element });
      for (const type of events as 'ready'[])
        element.on(type, (event) => told.push({ ...JSON.parse(JSON.stringify(event)), type }));
      element.mount(target);
    },
    [options, selector, EVENTS] as const,
  );
  const form = page.frameLocator(`${selector} iframe`);
  const told = (type?: string) =>
    page.evaluate(
      ([target, wanted]) =>
        (document.querySelector(target) as unknown as { told: Told[] }).told.filter(
          (event) => !wanted || event.type === wanted,
        ),
      [selector, type] as const,
    );
  await page.waitForFunction(
    (target) =>
      (document.querySelector(target) as unknown as { told: Told[] }).told.some(
        ({ type }) => type === 'ready',
      ),
    selector,
  );
  return {
    form,
    text: (name) => form.getByRole('textbox', { name, exact: true }),
    select: (name) => form.getByRole('combobox', { name, exact: true }),
    labels: () => form.locator('.field > label').allTextContents(),
    told,
    state: async () => (await told('change')).at(-1),
    getValue: (given) =>
      page.evaluate(
        async ([target, format]) =>
          (
            document.querySelector(target) as unknown as { address: { getValue(o?: object): unknown } }
          ).address.getValue(format),
        [selector, given] as const,
      ),
  };
}

/** Opens a page with an Address Element in a group of its own. */
export async function openAddress(
  shop: Checkouts,
  options: Options,
  { group = {}, ...page }: { group?: ElementsOptions } & Omit<PageOptions, 'card'> = {},
): Promise<AddressForm & { page: Page; requests: { method: string; url: string }[]; console: string[] }> {
  const checkout = await shop.open({
    body: '<main><div id="shipping"></div><div id="billing"></div></main>',
    ...page,
    mount: false,
  });
  await checkout.page.evaluate(
    ([key, elements]) => {
      window.payframe = window.Payframe(key);
      window.elements = window.payframe.elements(elements as never);
    },
    [shop.sandbox.publishableKey, group] as const,
  );
  return { ...checkout, ...(await addAddress(checkout.page, options)) };
}
