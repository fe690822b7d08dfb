/** `verifyIdentity`: the dialog over a shop's page in which a person is verified, by nobody. */
import type { Frame, FrameLocator } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { challengeIn } from './bank.js';
import { type Checkout, type Checkouts, type PageOptions, startCheckouts } from './checkout.js';
import { gotFocus, tabTo } from './focus.js';
import { screenshot } from './screens.js';

let shop: Checkouts;
let stripe: Stripe;

beforeAll(async () => {
  shop = await startCheckouts();
  stripe = officialClient(shop.sandbox);
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

interface Outcome {
  verificationSession?: { id: string };
  error?: { type: string; code: string; message: string };
}

interface Dialog extends Checkout {
  session: Stripe.Identity.VerificationSession;
  /** The dialog's frame in the page, and the page in that. */
  dialog: FrameLocator;
  inner: FrameLocator;
}

const create = () => stripe.identity.verificationSessions.create({ type: 'document' });

/** Has the shop's page call the method; the promise of what it comes to is kept there. */
const verify = ({ page }: Checkout, secret: string) =>
  page.evaluate((clientSecret) => {
    Object.assign(window, { verifying: window.payframe.verifyIdentity(clientSecret) });
  }, secret);

const outcomeIn = ({ page }: Checkout): Promise<Outcome> =>
  page.evaluate(async () =>
    JSON.parse(JSON.stringify(await (window as unknown as { verifying: unknown }).verifying)),
  );

/** A shop's page whose customer has opened the dialog. */
async function open(options: PageOptions = {}, agree = 'Agree and continue'): Promise<Dialog> {
  const [session, checkout] = await Promise.all([
    create(),
    shop.open({ body: '<button id="verify">Verify</button><div id="card"></div>', ...options }),
  ]);
  await checkout.page.getByRole('button', { name: 'Verify' }).focus();
  await verify(checkout, `${session.client_secret}`);
  const dialog = challengeIn(checkout.page);
  const inner = dialog.frameLocator('iframe');
  await inner.getByRole('button', { name: agree }).waitFor();
  return { ...checkout, session, dialog, inner };
}

/** Clicks a button once its frame is painted. */
async function click({ dialog, inner }: Dialog, name: string): Promise<void> {
  const button = inner.getByRole('button', { name });
  await button.waitFor();
  await dialog.locator('#dialog:not(.busy)').evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  });
  await button.click();
}

async function goToOutcome(dialog: Dialog): Promise<void> {
  for (const name of ['Agree and continue', 'Continue', 'Use the sample']) await click(dialog, name);
  await dialog.inner.getByRole('heading', { name: 'Choose how it ends' }).waitFor();
}

const statusOf = async ({ session }: Dialog) => {
  const { last_error: error, status } = await stripe.identity.verificationSessions.retrieve(session.id);
  return [status, error?.code];
};

describe('the dialog of a verification', () => {
  test('resolves with the session once something is submitted, and gives the page its focus back', async () => {
    const opened = await open();
    const { console: lines, dialog, page, session } = opened;
    await dialog.getByRole('dialog', { name: 'Identity verification' }).waitFor();
    await goToOutcome(opened);
    await click(opened, 'Submit');
    expect(await outcomeIn(opened)).toEqual({ verificationSession: { id: session.id } });
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    await gotFocus(page.getByRole('button', { name: 'Verify' }));
    expect(await statusOf(opened)).toEqual(['processing', undefined]);
    expect(lines).toEqual([]);
    await verify(opened, `${session.client_secret}`);
    expect((await outcomeIn(opened)).error).toMatchObject({
      type: 'invalid_request_error',
      code: 'session_expired',
      message: 'This identity verification has expired. Please start again.',
    });
  });

  test('resolves with the session also where the check is going to fail', THOROUGH, async () => {
    const opened = await open();
    await goToOutcome(opened);
    await opened.inner.getByRole('radio', { name: 'document_expired' }).check();
    await click(opened, 'Submit');
    expect((await outcomeIn(opened)).verificationSession?.id).toBe(opened.session.id);
    await expect
      .poll(() => statusOf(opened), { timeout: 20_000 })
      .toEqual(['requires_input', 'document_expired']);
  });

  test('ends with an error where the person declines, in their language', THOROUGH, async () => {
    const opened = await open({ context: { locale: 'de-DE' } }, 'Zustimmen und weiter');
    await opened.dialog.getByRole('dialog', { name: 'Identitätsprüfung' }).waitFor();
    await click(opened, 'Ablehnen');
    expect((await outcomeIn(opened)).error).toMatchObject({
      code: 'consent_declined',
      message: 'Sie haben die Prüfung Ihrer Identität abgelehnt.',
    });
    expect(await statusOf(opened)).toEqual(['requires_input', 'consent_declined']);
  });

  test('ends with an error where the person closes it, and can be opened again with the same client secret', async () => {
    const opened = await open();
    await opened.dialog.getByRole('button', { name: 'Close' }).click();
    expect((await outcomeIn(opened)).error?.code).toBe('session_cancelled');
    expect(await statusOf(opened)).toEqual(['requires_input', undefined]);
    await verify(opened, `${opened.session.client_secret}`);
    await goToOutcome(opened);
    await opened.inner.getByRole('radio', { name: 'device_not_supported' }).check();
    await click(opened, 'Submit');
    expect((await outcomeIn(opened)).error?.code).toBe('device_unsupported');
  });

  test('is one, however often it is called while it is open', THOROUGH, async () => {
    const opened = await open();
    await opened.page.evaluate((secret) => {
      const { verifying: first } = window as unknown as { verifying: Promise<unknown> };
      Object.assign(window, { verifying: Promise.all([first, window.payframe.verifyIdentity(secret)]) });
    }, `${opened.session.client_secret}`);
    await opened.dialog.getByRole('button', { name: 'Close' }).click();
    const ends = (await outcomeIn(opened)) as unknown as Outcome[];
    expect(ends.map(({ error }) => error?.code)).toEqual(['session_cancelled', 'session_cancelled']);
    expect(await opened.page.locator('dialog').count()).toBe(0);
  });

  test('is not opened for what is no client secret of a session, and names no secret', async () => {
    const checkout = await shop.open();
    for (const [secret, code] of [
      ['vs_none_secret_1', 'resource_missing'],
      ['pi_1_secret_2', 'parameter_invalid'],
      ['nonsense', 'parameter_invalid'],
    ] as const) {
      await verify(checkout, secret);
      const { error } = await outcomeIn(checkout);
      expect([secret, error?.code]).toEqual([secret, code]);
      expect(await checkout.page.locator('dialog').count()).toBe(0);
    }
  });

  test('can be used with the keyboard alone', THOROUGH, async () => {
    const opened = await open();
    const { inner, page } = opened;
    const press = async (name: string) => {
      await tabTo(inner.getByRole('button', { name }));
      await page.keyboard.press('Enter');
    };
    for (const name of ['Agree and continue', 'Continue', 'Use the sample', 'Submit']) await press(name);
    expect((await outcomeIn(opened)).verificationSession?.id).toBe(opened.session.id);
  });

  const windows = [
    ['wide', {}],
    ['narrow', { viewport: { width: 360, height: 740 } }],
    ['dark', { colorScheme: 'dark' }],
  ] as const;
  for (const [rows, options] of shares(windows, windows.length))
    test.for(rows)(
      'fits a window that is %s, and can be used by everyone',
      options,
      async ([name, context]) => {
        const opened = await open({ context });
        const { page } = opened;
        await screenshot(page, `verify-identity-${name}`);
        const frame = page.frames().find((one) => one.url().includes('/identity/')) as Frame;
        expect(await findings(frame)).toEqual([]);
        const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
        expect(await frame.evaluate(sideways)).toBe(0);
      },
    );
});
