import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { addAddress, openAddress } from './address-form.js';
import { findingsOnce } from './axe.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { typeInto } from './click-into.js';
import { newIntent, openForm } from './payment-form.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const JENNY = {
  name: 'Jenny Rosen',
  address: {
    line1: '27 Fredrick Ave',
    line2: null,
    city: 'Brothers',
    state: 'OR',
    postal_code: '97712',
    country: 'US',
  },
};
const US = { address: { country: 'US' } };

describe('an address of the United States', () => {
  test('is typed with only the keyboard, and reported to the page in the public type', async () => {
    const { page, select, text, labels, state, told, getValue } = await openAddress(shop, {
      mode: 'shipping',
      defaultValues: US,
    });
    await select('State').waitFor();
    expect(await labels()).toEqual([
      'Full name',
      'Country or region',
      'Address line 1',
      'Address line 2 (optional)',
      'City',
      'State',
      'ZIP code',
    ]);
    await typeInto(text('Full name'), 'Jenny Rosen');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('27 Fredrick Ave');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Brothers');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Oreg');
    await page.keyboard.press('Tab');
    await page.keyboard.type('97712');
    await expect.poll(state).toEqual({
      type: 'change',
      elementType: 'address',
      elementMode: 'shipping',
      empty: false,
      complete: true,
      isNewAddress: true,
      value: JENNY,
    });
    expect(await getValue()).toEqual({ complete: true, isNewAddress: true, value: JENNY });
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await told()).map(({ type }) => type)).toContain('escape');
    expect(await told('focus')).toEqual([{ type: 'focus', elementType: 'address' }]);
  });

  test('that is incomplete says so in its fields once its value is asked for, and is given as far as it is typed', async () => {
    const { getValue, form, text, select } = await openAddress(shop, {
      mode: 'billing',
      defaultValues: { ...US, name: 'Jenny Rosen' },
    });
    await select('State').waitFor();
    expect(await getValue()).toMatchObject({ complete: false, value: { name: 'Jenny Rosen' } });
    await form.getByText('Enter your address.').waitFor();
    expect(await text('Address line 1').getAttribute('aria-invalid')).toBe('true');
    await typeInto(text('ZIP code'), '9771');
    await text('City').focus();
    await form.getByText('Your postal code is invalid.').waitFor();
  });
});

test('the fields, their order and their names are those of the chosen country', async () => {
  const { select, labels } = await openAddress(shop, { mode: 'shipping', defaultValues: US });
  await select('State').waitFor();
  await select('Country or region').selectOption('GB');
  await expect
    .poll(labels)
    .toEqual([
      'Full name',
      'Country or region',
      'Address line 1',
      'Address line 2 (optional)',
      'Town or city',
      'Postcode',
    ]);
  await select('Country or region').selectOption('JP');
  await select('Prefecture').selectOption('Tokyo');
  expect((await labels()).slice(-2)).toEqual(['Prefecture', 'Postal code']);
});

test('getValue has the state in Latin letters, or as the country itself writes it', THOROUGH, async () => {
  const { select, getValue } = await openAddress(shop, {
    mode: 'shipping',
    defaultValues: { address: { country: 'JP' } },
  });
  await select('Prefecture').selectOption('Tokyo');
  expect(await getValue()).toMatchObject({ value: { address: { state: 'Tokyo' } } });
  expect(await getValue({ format: 'localized' })).toMatchObject({ value: { address: { state: '東京都' } } });
});

test('options decide which countries, names and phone numbers are asked for, and an update keeps what was typed', async () => {
  const { page, labels, text, form, state } = await openAddress(shop, {
    mode: 'shipping',
    allowedCountries: ['DE'],
    blockPoBox: true,
    display: { name: 'split' },
    fields: { phone: 'always' },
  });
  await expect
    .poll(labels)
    .toEqual([
      'First name',
      'Last name',
      'Address line 1',
      'Address line 2 (optional)',
      'Postal code',
      'City',
      'Phone number',
    ]);
  await typeInto(text('First name'), 'Jenny');
  await typeInto(text('Last name'), 'Rosen');
  await typeInto(text('Address line 1'), 'Postfach 12 34');
  await form.getByText("Goods can't be sent to a PO box. Enter a street address.").waitFor();
  await expect.poll(state).toMatchObject({
    complete: false,
    value: { name: 'Jenny Rosen', firstName: 'Jenny', lastName: 'Rosen' },
  });
  await page.evaluate(() =>
    window.elements.getElement('address', { mode: 'shipping' })?.update({
      display: { name: 'organization' },
      validation: { phone: { required: 'never' } },
      allowedCountries: ['DE', 'AT'],
    }),
  );
  await expect.poll(labels).toContain('Company');
  expect(await labels()).toContain('Phone number (optional)');
  expect(await text('Address line 1').inputValue()).toBe('Postfach 12 34');
});

test('a saved address is chosen at first, can be edited, and gives way to a new one', async () => {
  const contact = { name: 'Jenny Rosen', address: { ...JENNY.address, line2: '' } };
  const { form, state, text } = await openAddress(shop, {
    mode: 'shipping',
    contacts: [contact, { ...contact, name: 'John Rosen' }],
  });
  await form.getByRole('radio', { name: /^Jenny Rosen.*, United States$/ }).waitFor();
  await expect.poll(state).toMatchObject({ complete: true, isNewAddress: false, value: JENNY });
  await form.getByRole('radio', { name: /^John Rosen/ }).check();
  await expect.poll(state).toMatchObject({ isNewAddress: false, value: { name: 'John Rosen' } });
  await form.getByRole('button', { name: 'Edit' }).click();
  expect(await text('City').inputValue()).toBe('Brothers');
  await form.getByRole('radio', { name: 'Use a new address' }).check();
  await expect.poll(state).toMatchObject({ complete: false, isNewAddress: true, value: { name: '' } });
});

describe('with a Payment Element in its group', () => {
  const BODY =
    '<form id="checkout"><div id="shipping"></div><div id="billing"></div><div id="payment"></div><button>Pay</button></form>';

  test('both addresses go along with the payment, and the Payment Element asks for neither', async () => {
    const clientSecret = await newIntent(shop, { payment_method_types: ['card'] });
    const form = await openForm(shop, { group: { clientSecret }, body: BODY });
    await form.select('Country or region').waitFor();
    const shipping = await addAddress(form.page, { mode: 'shipping', defaultValues: { ...JENNY } });
    const billing = await addAddress(form.page, {
      mode: 'billing',
      defaultValues: { name: 'John Rosen', address: { ...JENNY.address, city: 'Bend' } },
      fields: { phone: 'always' },
    });
    await expect.poll(() => form.select('Country or region').count()).toBe(0);
    expect(await billing.form.getByRole('checkbox').isChecked()).toBe(false);
    await typeInto(billing.text('Phone number'), '+1 541 555 0100');
    await form.typeCard();
    await expect.poll(shipping.state).toMatchObject({ complete: true });
    const { paymentIntent } = await form.confirm();
    expect(paymentIntent).toMatchObject({ status: 'succeeded' });
    const paid = await officialClient(shop.sandbox).paymentIntents.retrieve(`${paymentIntent?.id}`, {
      expand: ['payment_method'],
    });
    expect(paid.shipping).toMatchObject(JENNY);
    expect(paid.payment_method).toMatchObject({
      billing_details: {
        name: 'John Rosen',
        phone: '+1 541 555 0100',
        address: { ...JENNY.address, city: 'Bend' },
      },
    });
  });

  test('an incomplete address stops the payment, and shows what is missing', async () => {
    const clientSecret = await newIntent(shop, { payment_method_types: ['card'] });
    const form = await openForm(shop, { group: { clientSecret }, body: BODY });
    const shipping = await addAddress(form.page, { mode: 'shipping', defaultValues: US });
    await shipping.select('State').waitFor();
    await form.typeCard();
    expect(await form.confirm()).toMatchObject({ error: { code: 'incomplete_name' } });
    await shipping.form.getByText('Enter your full name.').waitFor();
    expect(form.requests.filter(({ url }) => url.endsWith('/confirm'))).toEqual([]);
  });
});

test('of two, one takes the address of the other over while its box is ticked', THOROUGH, async () => {
  const shipping = await openAddress(shop, { mode: 'shipping', defaultValues: { ...JENNY } });
  const billing = await addAddress(shipping.page, { mode: 'billing' });
  const box = billing.form.getByRole('checkbox', { name: 'My billing and shipping addresses are the same' });
  await expect.poll(() => box.isChecked()).toBe(true);
  await expect.poll(billing.state).toMatchObject({ elementMode: 'billing', complete: true, value: JENNY });
  await typeInto(shipping.text('City'), 'Bend ');
  await expect.poll(billing.state).toMatchObject({ value: { address: { city: /Bend/ } } });
  await box.uncheck();
  await billing.text('Full name').waitFor();
  await expect.poll(billing.state).toMatchObject({ complete: false });
});

describe('a person', () => {
  /** Rules for a whole page, of which the frame is a part. */
  const OF_WHOLE_PAGES = ['landmark-one-main', 'page-has-heading-one', 'region'];
  const LOOKS: [string, object, object][] = [
    ['a phone', { context: { viewport: { width: 320, height: 700 } } }, {}],
    [
      'a dark page',
      {
        context: { colorScheme: 'dark' },
        head: '<style>:root{color-scheme:dark}body{background:#111}</style>',
      },
      {},
    ],
    ['a right-to-left language', {}, { group: { locale: 'ar' } }],
    ['forced colours', { context: { forcedColors: 'active' } }, {}],
    ['a page at 200 %', { context: { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 } }, {}],
  ];

  const [main, variants] = [LOOKS.slice(0, 1), LOOKS.slice(1)];

  test.for(main)('can use it on %s', canUse);
  test.for(variants)('can use it on %s', THOROUGH, canUse);

  async function canUse([name, page, more]: (typeof LOOKS)[number]) {
    const opened = await openAddress(
      shop,
      { mode: 'shipping', defaultValues: US, fields: { phone: 'always' }, contacts: [] },
      { ...page, ...more },
    );
    await expect.poll(() => opened.form.locator('select').count()).toBe(2);
    await opened.getValue();
    await opened.form.getByText(/\S/).and(opened.form.locator('.error')).first().waitFor();
    const frame = opened.page.frames().find((one) => one.url().endsWith('/address.html'));
    // The frame shows the page behind it, which axe-core does not see from there.
    await frame?.evaluate(() => {
      const isDark = document.documentElement.style.colorScheme === 'dark';
      document.documentElement.style.backgroundColor = isDark ? '#111' : '#fff';
    });
    const found = frame ? await findingsOnce(frame) : ['no frame'];
    expect(found.filter((finding) => !OF_WHOLE_PAGES.some((rule) => finding.startsWith(`${rule}:`)))).toEqual(
      [],
    );
    expect(await frame?.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await sideways(opened.page)).toBe(0);
    await screenshot(opened.page, `address-${name.replaceAll(/\W+/g, '-')}`);
  }
});

test('only the host suggests a street, and the keyboard chooses it', async () => {
  const { page, form, text, state, requests } = await openAddress(shop, {
    mode: 'shipping',
    autocomplete: { mode: 'automatic' },
    defaultValues: { ...US, name: 'Jenny Rosen' },
  });
  const street = form.getByRole('combobox', { name: 'Address line 1' });
  await typeInto(street, '27 Fred');
  await form.getByRole('option', { name: '27 Fredrick Ave, Brothers, OR 97712' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => form.locator('[aria-selected="true"]').count()).toBe(1);
  await page.keyboard.press('Enter');
  await expect.poll(state).toMatchObject({ complete: true, value: JENNY });
  await expect.poll(() => form.getByRole('listbox').count()).toBe(0);
  expect(await text('City').inputValue()).toBe('Brothers');
  const hosts = new Set(requests.map(({ url }) => new URL(url).origin));
  expect([...hosts].sort()).toEqual([shop.sandbox.url, new URL(page.url()).origin].sort());
  expect(requests.filter(({ url }) => url.includes('Fred'))).toEqual([]);
});

test('without suggestions nothing is asked while a street is typed', THOROUGH, async () => {
  const { text, state, requests } = await openAddress(shop, { mode: 'shipping', defaultValues: US });
  await typeInto(text('Address line 1'), '27 Fredrick');
  await expect.poll(state).toMatchObject({ value: { address: { line1: '27 Fredrick' } } });
  expect(requests.filter(({ url }) => url.includes('suggestions'))).toEqual([]);
});
