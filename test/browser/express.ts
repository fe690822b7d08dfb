/** A checkout with an Express Checkout Element, and the simulated wallet that opens over it. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { ElementsOptions, ExpressCheckoutElementOptions } from '../../src/page/index.js';
import { challengeIn } from './bank.js';
import type { Checkout, Checkouts, PageOptions, SeenEvent } from './checkout.js';

import { press } from './press.js';

/** How a shop's page answers an event: with what it changes, or not at all. */
export type Answering = 'reject' | 'never' | 'throw' | { resolve: object; amount?: number };

export interface ExpressOptions extends Omit<PageOptions, 'card'> {
  group?: ElementsOptions;
  element?: ExpressCheckoutElementOptions;
  /** How the page answers events, by their names. Without one it has no handler. */
  answers?: Record<string, Answering>;
  /** What the page does once the shopper has agreed. By default it confirms the payment of `clientSecret`. */
  pays?: 'confirmPayment' | 'createPaymentMethod' | 'createConfirmationToken' | 'paymentFailed';
  /** The client secret that the page pays with, for a group without one. */
  clientSecret?: string;
}

export interface Express extends Checkout {
  /** The frame of the Element. */
  frame: never;
  buttons: FrameLocator;
  button(name?: string): Locator;
  /** The frame of the dialog over the page. */
  sheet: FrameLocator;
  /** Clicks a wallet's button and waits for its sheet. */
  open(name?: string): Promise<void>;
  choose(label: string, option: string | RegExp): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** What the page's way of paying came to, once it has. */
  paid(count?: number): Promise<SeenEvent>;
}

const BODY = `
  <main><h1>Basket</h1>
  <label>Voucher <input id="voucher"></label>
  <div id="express"></div></main>`;

const EVENTS = [
  'ready',
  'focus',
  'blur',
  'escape',
  'loaderror',
  'availablepaymentmethodschange',
  'cancel',
  'confirm',
];

export const DEFERRED: ElementsOptions = { mode: 'payment', amount: 1099, currency: 'usd' };

/** Opens a checkout, mounts the Element in it, and waits until its buttons are there. */
export async function openExpress(shop: Checkouts, options: ExpressOptions = {}): Promise<Express> {
  const {
    group = DEFERRED,
    element = {},
    answers = {},
    pays = 'confirmPayment',
    clientSecret,
    ...page
  } = options;
  const checkout = await shop.open({ body: BODY, ...page, mount: false });
  const key = page.key ?? shop.sandbox.publishableKey;
  await checkout.page.evaluate(mountExpress, {
    key,
    group,
    element,
    answers,
    pays,
    clientSecret,
    events: EVENTS,
  });
  await checkout.event('ready');
  const buttons = checkout.page.frameLocator('#express iframe');
  const sheet = challengeIn(checkout.page);
  const button = (name = 'Google Pay') => buttons.getByRole('button', { name });
  const form = sheet.locator('.sheet:not([aria-busy="true"])');
  return {
    ...checkout,
    frame: undefined as never,
    buttons,
    button,
    sheet,
    async open(name) {
      await press(button(name));
      await form.waitFor();
    },
    async choose(label, option) {
      const select = form.getByRole('combobox', { name: label });
      const texts = await select.locator('option').allTextContents();
      const found = texts.find((text) => (typeof option === 'string' ? text === option : option.test(text)));
      if (found === undefined) throw new Error(`There is no ${option} among: ${texts.join('; ')}`);
      await select.selectOption({ label: found });
    },
    press: (name) => press(form.getByRole('button', { name })),
    paid: (count) => checkout.event('paid', count),
  };
}

interface Mounted {
  key: string;
  group: object;
  element: object;
  answers: Record<string, Answering>;
  pays: NonNullable<ExpressOptions['pays']>;
  clientSecret: string | undefined;
  events: string[];
}

/** Runs in the shop's page. */
function mountExpress({ key, group, element, answers, pays, clientSecret, events }: Mounted): void {
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements(group as never);
  window.seen = [];
  const express = window.elements.create('expressCheckout', element as never);
  const see = (type: string, event: object) =>
    window.seen.push({ ...(JSON.parse(JSON.stringify(event)) as object), type });
  for (const type of events as 'ready'[]) express.on(type, (event) => see(type, event));
  for (const [type, answering] of Object.entries(answers))
    express.on(type as 'click', (event) => {
      see(type, event);
      if (answering === 'throw') throw new Error('A mistake of the shop');
      if (answering === 'reject') event.reject();
      if (typeof answering === 'object') {
        if (answering.amount) void window.elements.update({ amount: answering.amount });
        event.resolve(answering.resolve);
      }
    });
  express.on('confirm', async (event) => {
    const { elements, payframe } = window;
    if (pays === 'paymentFailed') {
      event.paymentFailed({ reason: 'fail', message: 'Sold out.' });
      return;
    }
    const { error } = await elements.submit();
    if (error) return see('paid', { error });
    const given = { elements, redirect: 'if_required', clientSecret } as never;
    see('paid', await (payframe[pays] as (given: never) => Promise<object>)(given));
  });
  express.mount('#express');
}
