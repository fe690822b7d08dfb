/** A checkout whose card is in Elements of its own: `checkout.ts` with a group of fields in the place of the card. */
import type { Frame, Locator, Page } from 'playwright-core';
import type { ElementsOptions, PayframeCardElement } from '../../src/page/index.js';
import { type Checkout, type Checkouts, cards, EVENTS, expiry, type PageOptions } from './checkout.js';
import { clickInto } from './click-into.js';

export const FIELDS = ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'] as const;
export type Field = (typeof FIELDS)[number];

declare global {
  interface Window {
    /** The group's Elements, by type. */
    fields: Record<string, PayframeCardElement>;
  }
}

export interface SplitOptions extends PageOptions {
  /** Options of the group. */
  group?: ElementsOptions;
  /** Options of each field. */
  fields?: Partial<Record<Field, object>>;
  /** The fields that are mounted; all by default. */
  only?: readonly Field[];
  /** Runs before the fields are put on the page. */
  prepare?(page: Page): Promise<unknown>;
}

export interface SplitCheckout extends Checkout {
  input(field: Field): Locator;
  frameOf(field: Field): Frame;
  /** Types a whole card into the fields, each after a click. */
  typeFields(values?: Partial<Record<Field, string>>): Promise<void>;
  /** The newest `change` of a field, once it is such a one. */
  fieldChange(field: Field, wanted: Record<string, unknown>): Promise<void>;
  /** `createPaymentMethod` with one of the group's Elements, or whatever a page's script returns for it. */
  payWith(field: Field, data?: object): ReturnType<Checkout['pay']>;
}

export const FORM = `
  <form id="checkout">
    <p><label for="name">Name</label> <input id="name"></p>
    <label for="cardNumber">Number</label> <div id="cardNumber"></div>
    <label for="cardExpiry">Expires</label> <div id="cardExpiry"></div>
    <label for="cardCvc">Code</label> <div id="cardCvc"></div>
    <label for="postalCode">Post</label> <div id="postalCode"></div>
    <button>Pay</button>
  </form>`;

const TYPED: Record<Field, string> = {
  cardNumber: cards.visa,
  cardExpiry: expiry.typed,
  cardCvc: '123',
  postalCode: '94110',
};

/** Finds the frame of a field, in a closed shadow tree too. */
export const fieldFrame = (page: Page, type: string): Frame | undefined =>
  page.frames().find((frame) => frame.name() === `#${type}`);

export async function openSplit(shop: Checkouts, options: SplitOptions = {}): Promise<SplitCheckout> {
  const { group: _, fields: __, only: ___, prepare, ...page } = options;
  const checkout = await shop.open({ body: FORM, ...page, mount: false });
  await prepare?.(checkout.page);
  await mountSplit(checkout, shop, options);
  return split(checkout);
}

/** Puts the fields onto a page that has the SDK. */
export async function mountSplit(
  checkout: Checkout,
  shop: Checkouts,
  { group = {}, fields = {}, only = FIELDS, mount }: SplitOptions = {},
): Promise<void> {
  await checkout.page.evaluate(mountFields, {
    key: shop.sandbox.publishableKey,
    group: group as object,
    fields: fields as Record<string, object>,
    only: [...only],
    events: [...EVENTS],
  });
  if (mount !== false) await checkout.event('ready', only.length);
}

function split(checkout: Checkout): SplitCheckout {
  const { page } = checkout;
  const field = (type: Field) => page.frameLocator(`#${type} iframe`).locator(`#${type} input`);
  const all: SplitCheckout = {
    ...checkout,
    input: field,

    frameOf(type) {
      const frame = fieldFrame(page, type);
      if (!frame) throw new Error(`No frame of a ${type} Element is on the page.`);
      return frame;
    },

    async typeFields(values = {}) {
      for (const [type, text] of Object.entries({ ...TYPED, ...values }) as [Field, string][]) {
        if (!text || !(await page.locator(`#${type} iframe`).count())) continue;
        await clickInto(field(type));
        await page.keyboard.type(text);
        await all.fieldChange(type, { complete: true });
      }
    },

    async fieldChange(type, wanted) {
      await page.waitForFunction(
        ([elementType, details]) => {
          const last = window.seen
            .filter((event) => event.type === 'change' && event.elementType === elementType)
            .at(-1);
          const plain = (value: unknown) => JSON.stringify(value ?? null);
          return last && Object.entries(details).every(([name, value]) => plain(last[name]) === plain(value));
        },
        [type, wanted] as const,
      );
    },

    payWith: (type, data = {}) =>
      page.evaluate(
        async ([name, more]) =>
          JSON.parse(
            JSON.stringify(
              await window.payframe.createPaymentMethod({
                type: 'card',
                card: window.fields[name] as never,
                ...more,
              }),
            ),
          ),
        [type, data] as const,
      ),
  };
  return all;
}

/** Runs in the shop's page. */
function mountFields({
  key,
  group,
  fields,
  only,
  events,
}: {
  key: string;
  group: object;
  fields: Record<string, object>;
  only: string[];
  events: string[];
}): void {
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements(group);
  window.seen = [];
  window.fields = {};
  for (const type of only) {
    const element = window.elements.create(type as 'card', fields[type]);
    window.fields[type] = element;
    for (const name of events)
      element.on(name as 'ready', (event) =>
        window.seen.push({ type: name, ...(JSON.parse(JSON.stringify(event)) as object) }),
      );
    element.mount(`#${type}`);
  }
  window.card = window.fields.cardNumber as PayframeCardElement;
}
