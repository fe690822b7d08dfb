/** Where a frame is shown: in a page that forbids it, and in a shop that is itself inside a foreign page. */
import { expect } from 'vitest';
import { cards, expiry } from '../browser/checkout.js';
import { cardSession, framePath, json, SCRIPT_PATH, SESSIONS_PATH } from '../browser/hosts.js';
import type { Handler } from '../browser/servers.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { CARD_SUBJECTS, PAYMENT, SUBJECTS } from './subjects.js';

interface Mounting {
  key: string;
  type: string;
  group?: object;
  /** Options of the Element. */
  card?: object;
}

/** Runs in the shop's page: mounts an Element, and says how that failed. */
function mountInVain({ key, type, group = {}, card = {} }: Mounting) {
  const element = window
    .Payframe(key)
    .elements(group)
    .create(type as 'card', card);
  return new Promise<{ code?: string; message: string }>((resolve) => {
    element.on('loaderror', ({ error: { code, message } }) => resolve({ ...(code && { code }), message }));
    element.mount('#card');
  });
}

/** Runs in a page. A driver does one thing at a time, so that it waits for nothing. */
function mountThere({ key, type, group = {} }: Mounting): void {
  window
    .Payframe(key)
    .elements(group)
    .create(type as 'card')
    .mount('#card');
}

const scripts = ({ sandbox }: Tab) => `script-src 'self' ${sandbox.url}`;

const POLICIES: [string, (tab: Tab) => string][] = [
  ['frame-src', (tab) => `${scripts(tab)}; frame-src https://other.example`],
  ['child-src', (tab) => `${scripts(tab)}; child-src 'none'`],
  ['default-src', (tab) => `${scripts(tab)}; default-src 'self'`],
];

inEveryEngineWith(
  POLICIES,
  'a page whose %s forbids the frame is told so at once, with what to add [E19]',
  async (tab, policy) => {
    await tab.open({ card: false, headers: { 'content-security-policy': policy(tab) } });
    for (const [type, { group = {}, card }] of SUBJECTS) {
      const mounting = { key: tab.sandbox.publishableKey, type, group, card: card || {} };
      const failed = await tab.run(mountInVain, mounting);
      expect(failed, type).toMatchObject({ code: 'frame_blocked' });
      expect(failed.message, type).toContain(`needs frame-src ${tab.sandbox.url}.`);
    }
  },
);

inEveryEngine(
  'a policy that only reports what it would forbid is no reason to give up [E19]',
  async (tab) => {
    await tab.open({
      headers: { 'content-security-policy-report-only': `${scripts(tab)}; frame-src 'none'` },
    });
    await tab.typeCard();
    expect((await tab.pay()).paymentMethod?.id).toMatch(/^pm_/);
  },
);

inEveryEngineWith(
  CARD_SUBJECTS,
  'a host that fails once is asked again, and the %s Element is there [E20]',
  async (tab, subject) => {
    const asked: string[] = [];
    const path = framePath(subject.type);
    const pass: Handler = async (request, response) => {
      const { method = 'GET', url, headers } = request;
      const answer = await fetch(tab.sandbox.url + url, {
        method,
        headers: {
          'user-agent': `${headers['user-agent']}`,
          authorization: `${headers.authorization ?? ''}`,
        },
      });
      response
        .writeHead(answer.status, Object.fromEntries(answer.headers))
        .end(Buffer.from(await answer.arrayBuffer()));
    };
    tab.evilAnswers[SCRIPT_PATH] = pass;
    tab.evilAnswers[SESSIONS_PATH] = json(cardSession);
    tab.evilAnswers[path] = (request, response) => {
      asked.push(path);
      if (asked.length > 1) return pass(request, response);
      response.writeHead(503, { 'content-type': 'text/html' }).end('<p>Down for a moment');
    };
    await tab.open({ ...subject, host: tab.evil.url });
    expect(asked).toHaveLength(2);
    await tab.fill(subject.typed);
  },
);

/**
 * Opens a shop's page inside a page of the attacker's, or of the shop's own.
 *
 * @returns A key that is bound to the shop's origin.
 */
async function openShopInside(tab: Tab, around: 'evil' | 'shop', attributes = ''): Promise<string> {
  const { key } = await tab.sandbox.keys.create({
    kind: 'publishable',
    livemode: false,
    origins: [tab.shop.url],
  });
  await tab.open({ card: false });
  const inner = await tab.run(() => location.href);
  const outer = {
    body: `<iframe id="inner" src="${inner}" width="600" height="400" ${attributes}></iframe>`,
  };
  if (around === 'evil') tab.evilAnswers['/outer'] = outer;
  else tab.answers['/outer'] = outer;
  await tab.goto(`${tab[around].url}/outer`);
  await expect.poll(() => tab.run(() => typeof window.Payframe, undefined, '#inner')).toBe('function');
  return key;
}

/** Has a card typed in that page, and returns what its token came to. */
async function tokenInside(tab: Tab, around: 'evil' | 'shop', attributes = '') {
  const key = await openShopInside(tab, around, attributes);
  await tab.run(
    (bound) =>
      new Promise<void>((resolve) => {
        window.payframe = window.Payframe(bound);
        window.card = window.payframe.elements().create('card', { hidePostalCode: true });
        window.card.on('ready', () => resolve());
        window.card.mount('#card');
      }),
    key,
    '#inner',
  );
  await tab.press('Card number', '#inner', '#card iframe');
  await tab.type(`${cards.visa}${expiry.typed}123`);
  await expect
    .poll(() =>
      tab.run(
        () => (document.querySelector('#cvc') as HTMLInputElement).value.length,
        undefined,
        '#inner',
        '#card iframe',
      ),
    )
    .toBe(3);
  return tab.run(
    async () => {
      const { token, error } = await window.payframe.createToken(window.card);
      return { id: token?.id, code: error?.code, message: error?.message };
    },
    undefined,
    '#inner',
  );
}

inEveryEngine('a shop’s bound key does not work where a foreign page embeds the shop [E21]', async (tab) => {
  const { code, message } = await tokenInside(tab, 'evil');
  expect(code).toBe('origin_not_allowed');
  expect(message).toContain(tab.evil.url);
});

inEveryEngine('nor where that page hides what it is [E21]', async (tab) => {
  const { id, code } = await tokenInside(tab, 'evil', 'referrerpolicy="no-referrer"');
  expect({ id, code }).toEqual({ code: 'origin_not_allowed' });
});

inEveryEngine('a shop’s bound key works in a page that the shop itself embeds [E21]', async (tab) => {
  const { id } = await tokenInside(tab, 'shop');
  expect(id).toMatch(/^tok_/);
});

inEveryEngineWith(
  ['evil', 'shop'].map((around) => [around, around as 'evil' | 'shop']),
  'a Payment Element with a shop’s bound key asks no one to pay in a foreign page, only in the shop’s own: %s [E21]',
  async (tab, around) => {
    const key = await openShopInside(tab, around);
    const { type, group = {} } = PAYMENT;
    const mounting = { key, type, group };
    if (around === 'evil') {
      expect(await tab.run(mountInVain, mounting, '#inner')).toMatchObject({ code: 'origin_not_allowed' });
      return;
    }
    await tab.run(mountThere, mounting, '#inner');
    await expect.poll(() => tab.run(fieldsIn, undefined, '#inner', '#card iframe')).toBeGreaterThan(2);
  },
);

/** Runs in a frame. */
const fieldsIn = () => document.querySelectorAll('input').length;
