/** A secret key in a page: by mistake, in disguise, or smuggled in beside a publishable one. */
import { expect } from 'vitest';
import { FRAME_PATH, PAYMENT_METHODS_PATH, SESSIONS_PATH } from '../browser/hosts.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { keepFrames } from './rogue.js';
import { FRAME, PAYMENT } from './subjects.js';

const BODY = 'Zz9Yy8Xx7Ww6Vv5Uu4Tt3Ss2';
const named = (prefix: string) => `${prefix}_${BODY}`;

const secrets: [string, string][] = [
  ['sk_test', named('sk_test')],
  ['sk_live', named('sk_live')],
  ['rk_live', named('rk_live')],
  ['whsec', named('whsec')],
  ['ek_test', named('ek_test')],
  ['sk_org', named('sk_org')],
  ['a padded one', ` ${named('sk_test')}\n`],
  ['one in capitals', named('sk_test').toUpperCase()],
  ['one with a Bearer', `Bearer ${named('sk_live')}`],
  ['one in full-width letters', named('sk_test').replace('sk', '\uff53\uff4b')],
  ['one after a publishable one', `${named('pk_test')} ${named('sk_test')}`],
];

inEveryEngineWith(
  secrets,
  '%s is refused before any frame or request, and not repeated [K1, K2, K3]',
  async (tab, key) => {
    await tab.open({ card: false });
    const asked = () =>
      performance.getEntriesByType('resource').filter(({ name }) => !name.endsWith('/favicon.ico')).length;
    const before = await tab.run(asked);
    const outcome = await tab.run((given) => {
      const texts: string[] = [];
      let code: unknown;
      try {
        window.Payframe(given).elements().create('card').mount('#card');
      } catch (error) {
        const thrown = error as Error & { code?: string; cause?: unknown };
        code = thrown.code;
        texts.push(
          String(thrown),
          thrown.stack ?? '',
          String(thrown.cause),
          JSON.stringify(thrown),
          ...Object.values(thrown).map(String),
        );
        // As a page would that does not catch it.
        setTimeout(() => {
          throw error;
        });
        void Promise.reject(error);
      }
      return { code, texts, frames: document.querySelectorAll('iframe').length };
    }, key);
    expect(outcome.code).toBe('secret_key_refused');
    expect(outcome.frames).toBe(0);
    await expect.poll(async () => (await tab.said()).length).toBeGreaterThan(1);
    const told = [...outcome.texts, ...(await tab.said()), ...(await tab.traces())].join('\n');
    expect(told).not.toMatch(/Zz9Yy8|Xx7Ww6|Vv5Uu4|Tt3Ss2/i);
    expect(await tab.run(asked)).toBe(before);
  },
);

const places: [string, string][] = [
  ['the locale of a group', 'payframe.elements({ locale: SECRET })'],
  ['an appearance', 'payframe.elements({ appearance: { variables: { colorText: SECRET } } })'],
  ['a style', "payframe.elements().create('card', { style: { base: { color: SECRET } } })"],
  ['a value', "payframe.elements().create('card', { value: { postalCode: SECRET } })"],
  [
    'billing details',
    "await payframe.createPaymentMethod({ type: 'card', card, billing_details: { name: SECRET } })",
  ],
  ['the address of the host', "Payframe(KEY, { host: location.origin + '/?key=' + SECRET })"],
  ['the account', 'Payframe(KEY, { stripeAccount: SECRET })'],
  ['a client secret', 'await payframe.confirmCardPayment(SECRET)'],
  [
    'the client secret of a group',
    "payframe.elements({ clientSecret: SECRET }).create('payment').mount('#other')",
  ],
  ['the session of a customer', 'payframe.elements({ ...INTENT, customerSessionClientSecret: SECRET })'],
  ['the name of a business', "payframe.elements(INTENT).create('payment', { business: { name: SECRET } })"],
  [
    'default values',
    "payframe.elements(INTENT).create('payment', { defaultValues: { billingDetails: { name: SECRET } } })",
  ],
  [
    'the address to return to',
    "await payframe.confirmPayment({ elements: payframe.elements(), clientSecret: 'pi_1_secret_1', confirmParams: { return_url: location.origin + '/?' + SECRET } })",
  ],
];

inEveryEngineWith(places, 'a secret key in %s is refused, and not repeated [K5]', async (tab, source) => {
  await tab.open();
  const told = await tab.run(
    ({ source, key, secret }) => {
      const AsyncFunction = (async () => {}).constructor as new (
        ...parts: string[]
      ) => (...values: unknown[]) => Promise<unknown>;
      const intent = { mode: 'payment', amount: 1099, currency: 'eur' };
      const act = new AsyncFunction('payframe', 'card', 'KEY', 'SECRET', 'INTENT', source);
      return act(window.payframe, window.card, key, secret, intent).then(
        () => 'taken',
        (error: Error & { code?: string }) =>
          `${error.code} ${error.message} ${error.stack} ${JSON.stringify(error)}`,
      );
    },
    { source, key: tab.sandbox.publishableKey, secret: named('sk_test') },
  );
  expect(told).toMatch(/^secret_key_refused /);
  expect(told).not.toMatch(/Zz9Yy8|Tt3Ss2/);
});

inEveryEngine(
  'the key is on no object that a page can look through, and in no address of the frame [K8, K9]',
  async (tab) => {
    await tab.open();
    const key = tab.sandbox.publishableKey;
    const shown = await tab.run(() => [
      JSON.stringify(window.payframe),
      JSON.stringify(window.card),
      Object.keys(window).join(),
      document.querySelector('iframe')?.outerHTML ?? '',
      JSON.stringify(performance.getEntries()),
    ]);
    expect(shown.join('\n')).not.toContain(key.slice('pk_test_'.length));
    expect(await tab.run(() => location.href, undefined, FRAME)).toBe(tab.sandbox.url + FRAME_PATH);
  },
);

const UNKNOWN = ['pk', 'test', BODY].join('_');

/** Counts the requests that an Element's frame made at a path. */
const requestsTo = (tab: Tab, path: string) =>
  tab.run(
    (wanted) => performance.getEntriesByType('resource').filter(({ name }) => name.includes(wanted)).length,
    path,
    FRAME,
  );

inEveryEngine('a key that the host does not know is refused once, and not repeated [K11]', async (tab) => {
  await tab.open({ card: false });
  await tab.mount({}, UNKNOWN);
  await tab.typeCard();
  const { error } = await tab.pay();
  expect(error).toMatchObject({ type: 'invalid_request_error' });
  expect(JSON.stringify(error)).not.toMatch(/Zz9Yy8|Xx7Ww6/);
  expect(await requestsTo(tab, PAYMENT_METHODS_PATH)).toBeLessThan(2);
});

inEveryEngine(
  'a Payment Element with a key that the host does not know says so, after one request and without the key [K11]',
  async (tab) => {
    const { type, group = {} } = PAYMENT;
    await tab.open({ card: false });
    await tab.run(keepFrames);
    const error = await tab.run(
      ({ key, name, options }) => {
        const element = window
          .Payframe(key)
          .elements(options)
          .create(name as 'card');
        return new Promise((resolve) => {
          element.on('loaderror', (event) => resolve({ ...event.error, message: event.error.message }));
          element.mount('#card');
        });
      },
      { key: UNKNOWN, name: type, options: group },
    );
    expect(error).toMatchObject({ type: 'invalid_request_error' });
    expect(JSON.stringify(error)).not.toMatch(/Zz9Yy8|Xx7Ww6/);
    expect(await requestsTo(tab, SESSIONS_PATH)).toBe(1);
  },
);
