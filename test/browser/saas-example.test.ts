/**
 * The example of a service with subscriptions, as its server serves it: the host on 127.0.0.1, the service on localhost.
 *
 * @module-tag thorough
 */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { payByMethod } from '../../src/testing/index.js';
import { findings } from './axe.js';
import { answerBank } from './bank.js';
import { cards } from './checkout.js';
import { type ExampleShop, startExample } from './example-shop.js';
import { press } from './press.js';
import { screenshot } from './screens.js';

/** A card whose bank asks once, when it is saved or first pays, and one that is saved and then declined. */
const ASKS = ['4000', '0025', '0000', '3155'].join('');
const DECLINED_LATER = ['4000', '0000', '0000', '0341'].join('');

let service: ExampleShop;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  service = await startExample('saas');
});

afterEach(async () => {
  await page?.context().close();
  expect(troubles).toEqual([]);
});

afterAll(() => service?.close());

async function visit(options?: BrowserContextOptions) {
  ({ page, troubles } = await service.visit(options));
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const text = (name: string | RegExp) => page.getByText(name).waitFor();
const note = () => page.getByLabel('Today’s note').waitFor();

const fillCard = (number: string) =>
  payByMethod(page, 'card', {
    'Card number': number,
    'Expiration date': '12/40',
    'Security code': '123',
    'Country or region': 'Germany',
  });

/** Asserts that a page can be used by everybody. */
async function look(picture: string) {
  await screenshot(page, `saas-${picture}`);
  expect(await findings(page.mainFrame()), picture).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), picture).toBe(0);
}

describe('a member of Fieldbook', () => {
  test('subscribes with a card whose bank asks, changes the plan at the price that was shown, and cancels in the portal', async () => {
    await visit();
    await look('sign-up');
    await page.getByLabel('Email').fill('wren@field.example');
    await button('Subscribe').click();
    await text('Your notebook opens with the first payment.');
    await fillCard(ASKS);
    await look('first-payment');
    await press(button('Pay $12.00'));
    await answerBank(page, 'Complete authentication');
    await note();
    await text('with Visa •••• 3155');
    await look('open');

    await button('Change plan').press('Enter');
    await button('Keep the plan').press('Enter');
    await button('Keep the plan').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Your plan');
    await button('Change plan').click();
    await page.getByRole('radio', { name: 'Team $36.00 per month' }).check();
    await text('$24.00 now, for the rest of the time that you have paid for. Then $36.00 per month.');
    await look('change');
    await button('Change plan').click();
    await answerBank(page, 'Complete authentication');
    await text('Team, $36.00 per month');

    await button('Invoices, card and cancellation').click();
    await page.getByRole('link', { name: 'Cancel: Fieldbook Team' }).click();
    await button('Cancel subscription').click();
    await text('Ends on');
    await page.getByRole('link', { name: /^Return to/ }).click();
    await page.getByText(/^Ends on \w+ \d+, \d+\.$/).waitFor();
    await note();
    await button('Pass the time to the next bill').click();
    await page.getByRole('heading', { name: 'Your plan has ended' }).waitFor();
    await look('ended');
    await button('Subscribe').click();
    await button('Pay $12.00').waitFor();
  });

  test('tries it, is locked out when the first bill is declined, and opens it again with another card', async () => {
    await visit({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    await page.getByLabel('Email').fill('wren@field.example');
    await page.getByRole('radio', { name: 'Team $36.00 per month' }).check();
    await button('Try it for 14 days').click();
    await note();
    await text(/^Your trial ends on/);
    await look('trial');
    await button('Add a card').click();
    await fillCard(DECLINED_LATER);
    await press(button('Save card'));
    await text('with Visa •••• 0341');

    await button('Pass the time to the next bill').click();
    await text('Your notebook is locked until the last bill is paid.');
    await text('The last bill of $36.00 could not be paid.');
    await fillCard(cards.visa);
    await look('locked');
    await press(button('Pay $36.00'));
    await note();
    await button('Pass the time to the next bill').click();
    await text('with Visa •••• 4242');
    await note();
  });

  test('is asked for a card no later than when the trial ends', async () => {
    await visit();
    await page.getByLabel('Email').fill('wren@field.example');
    await page.keyboard.press('Enter');
    await note();
    await button('Pass the time to the next bill').click();
    await page.getByRole('heading', { name: 'Your plan has ended' }).waitFor();
  });
});
