/** The frame in a page that isolates itself, that takes the focus away, or that has the SDK twice. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cards } from '../browser/checkout.js';
import { FRAME_PATH, hostHeaders, startHost } from '../browser/hosts.js';
import type { Answer } from '../browser/servers.js';
import { inEveryEngine, inEveryEngineWith } from './every-engine.js';
import { initWith, offer } from './rogue.js';

const FRAME = '#card iframe';

inEveryEngine('a site that the host does not name cannot show the frame [E1]', async (tab) => {
  const page = (ancestors: string): Answer => ({
    headers: {
      'content-type': 'text/html',
      'content-security-policy': `${hostHeaders[FRAME_PATH]?.['Content-Security-Policy']}; frame-ancestors ${ancestors}`,
    },
    body: readFileSync(`dist/host${FRAME_PATH}`),
  });
  const answers = { [FRAME_PATH]: page(tab.shop.url) };
  const host = await startHost(answers);
  try {
    const shown = { url: host.url + FRAME_PATH, init: initWith(tab.sandbox.publishableKey) };
    await tab.open({ card: false });
    expect(await tab.run(offer, shown)).toHaveLength(1);
    answers[FRAME_PATH] = page('https://shop.example');
    await tab.open({ card: false });
    expect(await tab.run(offer, shown)).toEqual([]);
  } finally {
    await host.close();
  }
});

// What no iframe can prevent: the guide says so, and what tells of it.
inEveryEngine(
  'a page that takes the focus in the middle of a number gets the rest of it and nothing before, and the field tells [E15]',
  async (tab) => {
    const [typed, rest] = [cards.amex.slice(0, 8), cards.amex.slice(8)];
    await tab.open();
    await tab.press('Card number', FRAME);
    await tab.event('focus');
    await tab.type(typed);
    await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.focus());
    await tab.event('blur');
    await tab.type(rest);
    expect(await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.value)).toBe(rest);
    const kept = await tab.run(
      () => document.querySelector<HTMLInputElement>('#number')?.value,
      undefined,
      FRAME,
    );
    expect(kept?.replace(/\D/g, '')).toBe(typed);
  },
);

inEveryEngineWith(
  ['payment', 'auBankAccount', 'iban', 'linkAuthentication'].map((type): [string, string] => [type, type]),
  'a page that takes the focus from the Element %s gets the rest of what is typed and nothing before, and the Element tells [E15]',
  async (tab, type) => {
    const [typed, rest] = ['3782', '8224'];
    await tab.open({ card: false });
    await tab.run(
      ({ key, name }) => {
        const intent = {
          mode: 'payment',
          amount: 1099,
          currency: 'usd',
          paymentMethodTypes: ['card'],
        } as const;
        const group = window.Payframe(key).elements(name === 'payment' ? intent : {});
        window.card = group.create(name as 'card');
        for (const event of ['ready', 'change', 'focus', 'blur'] as const)
          window.card.on(event as 'ready', () => window.seen.push({ type: event }));
        window.card.mount('#card');
      },
      { key: tab.sandbox.publishableKey, name: type },
    );
    await tab.event('ready');
    await tab.pressAt(FRAME);
    await tab.run(() => window.card.focus());
    await tab.type(typed);
    await tab.event('change');
    await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.focus());
    await tab.event('blur');
    await tab.type(rest);
    expect(await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.value)).toBe(rest);
    const kept = await tab.run(
      () => [...document.querySelectorAll('input')].map(({ type, value }) => (type === 'radio' ? '' : value)),
      undefined,
      FRAME,
    );
    expect(kept.join('').replace(/\D/g, '')).toBe(typed);
  },
);

inEveryEngine(
  'a page hears no key, pointer or input of the frame, only that it has the focus [E13]',
  async (tab) => {
    await tab.open({
      before: () => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        for (const type of [
          'keydown',
          'keyup',
          'keypress',
          'beforeinput',
          'input',
          'compositionstart',
          'selectionchange',
        ])
          addEventListener(type, () => heard.push(type), true);
      },
    });
    await tab.press('Card number', FRAME);
    await tab.event('focus');
    await tab.run(() => {
      (window as unknown as { heard: string[] }).heard.length = 0;
    });
    await tab.type(cards.amex);
    expect(await tab.run(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
    // As many messages as there are states, not as there are keys.
    const told = await tab.run(() => window.seen.filter(({ type }) => type === 'change').length);
    expect(told).toBeLessThan(4);
  },
);

inEveryEngine('the SDK is loaded twice: one card, one handshake, one payment method [E17]', async (tab) => {
  await tab.open({ card: false });
  await tab.run((src) => {
    const script = Object.assign(document.createElement('script'), { src });
    document.head.append(script);
    return new Promise<void>((resolve) => {
      script.onload = () => resolve();
    });
  }, tab.sandbox.script);
  await tab.mount();
  await tab.typeCard();
  expect((await tab.pay()).paymentMethod?.id).toMatch(/^pm_/);
  expect(await tab.run(() => document.querySelectorAll('iframe').length)).toBe(1);
  expect((await tab.run(() => window.seen)).filter(({ type }) => type === 'ready')).toHaveLength(1);
});
