/** What is typed: where it may be, how long it stays, and what hostile input does. */
import { expect } from 'vitest';
import { cards, expiry } from '../browser/checkout.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { CARD_SUBJECTS, FRAME, SUBJECTS, send, typedIn } from './subjects.js';

const FIELDS = ['', '', '', ''];

const valuesIn = (tab: Tab) =>
  tab.run(
    () => [...document.querySelectorAll<HTMLInputElement>('.field > input')].map(({ value }) => value),
    undefined,
    FRAME,
  );

const paysAsEver = async (tab: Tab) => {
  await tab.typeCard();
  expect((await tab.pay()).paymentMethod?.id).toMatch(/^pm_/);
};

inEveryEngine('the number is in no attribute, markup or title of its own document [P6]', async (tab) => {
  await tab.open();
  await tab.typeCard(cards.amex);
  await tab.pay();
  const markup = await tab.run(() => document.documentElement.outerHTML + document.title, undefined, FRAME);
  expect(markup).not.toMatch(/3782|2822463/);
});

inEveryEngine('the browser itself never submits the form: no number is in an address [P13]', async (tab) => {
  await tab.open({ body: '<div id="card"></div>' });
  await tab.typeCard();
  const address = () => location.href;
  const before = await tab.run(address, undefined, FRAME);
  await tab.type('\n');
  await tab.run(
    () => {
      document.querySelector('form')?.requestSubmit();
      try {
        document.querySelector('form')?.submit();
      } catch {
        // Firefox says so where the policy forbids it.
      }
    },
    undefined,
    FRAME,
  );
  await tab.run(() => window.card.clear());
  await expect.poll(() => valuesIn(tab)).toEqual(FIELDS);
  expect(await tab.run(address, undefined, FRAME)).toBe(before);
});

inEveryEngineWith(
  SUBJECTS,
  'a page that is left and come back to shows nothing of what was typed into a %s Element [P9, L10]',
  async (tab, subject) => {
    await tab.open(subject);
    await tab.fill(subject.typed);
    const url = await tab.run(() => location.href);
    await tab.goto(`${tab.evil.url}/`);
    await tab.start(() => history.back());
    await tab.arrivesAt(url);
    // Where the browser kept the page its Element is there, empty; elsewhere it has yet to be mounted.
    const kept = await tab.run(() => 'payframe' in window);
    if (kept) await expect.poll(() => tab.run(typedIn, undefined, FRAME)).toBe('');
    else expect(await tab.run(() => document.querySelectorAll('iframe').length)).toBe(0);
  },
);

inEveryEngine(
  'a page that the browser keeps for the back button is emptied before that, and clear, unmount and another mount leave nothing behind [P9]',
  async (tab) => {
    await tab.open();
    await tab.typeCard();
    await tab.run(
      () => void dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
      undefined,
      FRAME,
    );
    await expect.poll(() => valuesIn(tab)).toEqual(FIELDS);
    expect(await tab.event('change', 2)).toMatchObject({ empty: true, complete: false });
    await paysAsEver(tab);
    await tab.run(() => window.card.clear());
    await expect.poll(() => valuesIn(tab)).toEqual(FIELDS);
    await tab.typeCard();
    await tab.run(() => {
      window.card.unmount();
      window.card.mount('#card');
    });
    await tab.event('ready', 2);
    expect(await valuesIn(tab)).toEqual(FIELDS);
  },
);

inEveryEngineWith(
  CARD_SUBJECTS,
  'a page learns no part of the number in a %s Element before there is a payment method, and then the last four [P8]',
  async (tab, subject) => {
    await tab.open(subject);
    await tab.fill(`${cards.amex}${expiry.typed}1234`);
    const told = await tab.run(() => window.seen);
    expect(JSON.stringify(told)).not.toMatch(/\d{3}/);
    const { paymentMethod } = await send(tab, subject);
    expect(paymentMethod?.card.last4).toBe(cards.amex.slice(-4));
    expect(JSON.stringify(paymentMethod)).not.toContain(cards.amex.slice(0, 6));
  },
);

inEveryEngine(
  'the inputs say what they are for, no pattern or list keeps or checks a number, and script cannot type: keys that it makes up change nothing [P5, P12]',
  async (tab) => {
    await tab.open();
    const inputs = await tab.run(
      () =>
        [...document.querySelectorAll<HTMLInputElement>('.field > input')].map((input) => [
          input.getAttribute('autocomplete'),
          input.inputMode,
          input.getAttribute('spellcheck'),
          input.pattern,
          input.getAttribute('list'),
        ]),
      undefined,
      FRAME,
    );
    expect(inputs).toEqual([
      ['cc-number', 'numeric', 'false', '', null],
      ['cc-exp', 'numeric', 'false', '', null],
      ['cc-csc', 'numeric', 'false', '', null],
      ['postal-code', '', 'false', '', null],
    ]);
    await tab.press('Card number', FRAME);
    await tab.run(() => {
      const iframe = document.querySelector('iframe') as HTMLIFrameElement;
      for (const target of [iframe, document.body, window])
        for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste'])
          target.dispatchEvent(new Event(type, { bubbles: true }));
      window.card.update({ value: { number: '4242' } } as never);
    });
    await tab.run(() => window.payframe.createToken(window.card));
    expect(await valuesIn(tab)).toEqual(FIELDS);
  },
);
