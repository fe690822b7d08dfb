/** The page on which a person is verified, as they see it: nobody is verified here, and it says so. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { sharedBrowser } from './chromium.js';
import { testWindows } from './windows.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

/** Opens the page of a new session, in which everything is asked for. */
async function enter(
  options: BrowserContextOptions = {},
  more: Stripe.Identity.VerificationSessionCreateParams = {},
): Promise<{ page: Page; id: string }> {
  const { id, url } = await stripe.identity.verificationSessions.create({
    options: { document: { require_id_number: true, require_matching_selfie: true } },
    type: 'document',
    ...more,
  });
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${url}`);
  return { page, id };
}

/** Presses Tab until a link, a button or a field has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      return (element?.labels?.[0] ?? element)?.textContent?.trim() ?? '';
    });
    if (focused.startsWith(name)) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

describe('the page of a verification', () => {
  test('leads a person through with the keyboard, without a script, and back to the shop', async () => {
    const { page, id } = await enter({ javaScriptEnabled: true }, { return_url: `${sandbox.url}/livez` });
    const headings: string[] = [];
    const press = async (name: string, ...keys: string[]) => {
      headings.push((await page.getByRole('heading', { level: 1 }).textContent()) ?? '');
      await tabTo(page, name);
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Agree and continue', 'Enter');
    await page.getByRole('heading', { name: 'Choose your document' }).waitFor();
    await tabTo(page, 'Issuing country');
    await page.keyboard.type('Singapore');
    await tabTo(page, 'Driver’s license');
    await page.keyboard.press('ArrowDown');
    await press('Continue', 'Enter');
    for (const heading of ['Photo of your document', 'Take a selfie', 'Your ID number']) {
      await page.getByRole('heading', { name: heading }).waitFor();
      if (heading.startsWith('Photo'))
        await page.getByRole('img', { name: 'Sample: Identity card' }).waitFor();
      if (heading.startsWith('Your')) await page.getByText('S0000000A').waitFor();
      await press('Use the sample', 'Enter');
    }
    await page.getByRole('heading', { name: 'Choose how it ends' }).waitFor();
    await press('Submit', 'Enter');
    await page.waitForURL('**/livez');
    expect(headings).toEqual([
      'Verify your identity',
      'Choose your document',
      'Photo of your document',
      'Take a selfie',
      'Your ID number',
      'Choose how it ends',
    ]);
    await expect
      .poll(async () => (await stripe.identity.verificationSessions.retrieve(id)).status, { timeout: 20_000 })
      .toBe('verified');
    const { data } = await stripe.identity.verificationReports.list({ verification_session: id });
    expect(data[0]).toMatchObject({
      document: { issuing_country: 'SG', type: 'id_card' },
      id_number: { id_number_type: 'sg_nric' },
    });
    await page.goBack();
    await page.waitForURL('**/livez');
  });

  test('needs no script, keeps what was chosen on the way back, and takes a refusal', THOROUGH, async () => {
    const { page, id } = await enter({ javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Agree and continue' }).click();
    await page.getByRole('combobox', { name: 'Issuing country' }).selectOption('BR');
    await page.getByRole('radio', { name: 'Passport' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('img', { name: 'Sample: Passport' }).waitFor();
    await page.getByRole('link', { name: 'Back' }).click();
    expect(await page.getByRole('radio', { name: 'Passport' }).isChecked()).toBe(true);
    expect(await page.getByRole('combobox').inputValue()).toBe('BR');
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('heading', { name: 'Nothing was submitted' }).waitFor();
    const { last_error: error, status } = await stripe.identity.verificationSessions.retrieve(id);
    expect([status, error?.code]).toEqual(['requires_input', 'consent_declined']);
  });

  testWindows('identity', async (context, look) => {
    const { page } = await enter(context);
    const home = page.url();
    for (const step of ['consent', 'document', 'photo', 'selfie', 'id_number', 'outcome']) {
      await page.goto(`${home}?step=${step}&country=US&type=passport`);
      await look(page, step);
    }
  });
});
