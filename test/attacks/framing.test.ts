/** Where a frame is shown: in a page that forbids it, and in a shop that is itself inside a foreign page. */
import { expect } from 'vitest';
import { cards, expiry } from '../browser/checkout.js';
import { FRAME_PATH, SCRIPT_PATH } from '../browser/hosts.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';

/** Runs in the shop's page: mounts a card, and says how that failed. */
function mountInVain(key: string) {
  const card = window.Payframe(key).elements().create('card');
  return new Promise<{ code?: string; message: string }>((resolve) => {
    card.on('loaderror', ({ error: { code, message } }) => resolve({ ...(code && { code }), message }));
    card.mount('#card');
  });
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
    const failed = await tab.run(mountInVain, tab.sandbox.publishableKey);
    expect(failed).toMatchObject({ code: 'frame_blocked' });
    expect(failed.message).toContain(`needs frame-src ${tab.sandbox.url}.`);
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

inEveryEngine('a host that fails once is asked again, and the card is there [E20]', async (tab) => {
  const asked: string[] = [];
  for (const path of [SCRIPT_PATH, FRAME_PATH])
    tab.evilAnswers[path] = async (request, response) => {
      asked.push(path);
      if (asked.filter((earlier) => earlier === path).length === 1 && path.endsWith('.html'))
        return void response.writeHead(503, { 'content-type': 'text/html' }).end('<p>Down for a moment');
      const answer = await fetch(tab.sandbox.url + path, {
        headers: { 'user-agent': `${request.headers['user-agent']}` },
      });
      response
        .writeHead(answer.status, Object.fromEntries(answer.headers))
        .end(Buffer.from(await answer.arrayBuffer()));
    };
  await tab.open({ host: tab.evil.url });
  expect(asked.filter((path) => path.endsWith('.html'))).toHaveLength(2);
  await tab.typeCard();
});

/** Opens a shop's page, whose key is bound to the shop, inside a page of the attacker's, or of the shop's own. */
async function openInside(tab: Tab, around: 'evil' | 'shop', attributes = '') {
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
  const { code, message } = await openInside(tab, 'evil');
  expect(code).toBe('origin_not_allowed');
  expect(message).toContain(tab.evil.url);
});

inEveryEngine('nor where that page hides what it is [E21]', async (tab) => {
  const { id, code } = await openInside(tab, 'evil', 'referrerpolicy="no-referrer"');
  expect({ id, code }).toEqual({ code: 'origin_not_allowed' });
});

inEveryEngine('a shop’s bound key works in a page that the shop itself embeds [E21]', async (tab) => {
  const { id } = await openInside(tab, 'shop');
  expect(id).toMatch(/^tok_/);
});
