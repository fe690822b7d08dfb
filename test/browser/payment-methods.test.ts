import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';
import { openForm, type PaymentForm } from './payment-form.js';
import { press } from './press.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** Put together here, so that no source text that reaches a page holds one. */
const iban = ['DE89', '3704', '0044', '0532', '0130', '00'].join('');
const usAccount = ['000', '123', '456', '789'].join('');
const gbAccount = ['0001', '2345'].join('');
const auAccount = ['000', '123', '456'].join('');
const swissIban = ['CH93', '0076', '2011', '6238', '5295', '7'].join('');

/** Test accounts whose debits fail. */
const failing = {
  iban: ['DE65', '3704', '0044', '0002', '2222', '27'].join(''),
  gb: ['3333', '3335'].join(''),
  au: ['1111', '11113'].join(''),
};
const holder = { name: 'Jenny Rosen', email: 'jenny@example.com' };

/** Opens a checkout for a new intent that takes a card or the method, and opens the method's row. */
async function open(
  type: string,
  name: string,
  params: object = {},
  billingDetails: object = holder,
): Promise<PaymentForm & { clientSecret: string }> {
  const { client_secret } = await officialClient(shop.sandbox).paymentIntents.create({
    amount: 1099,
    currency: 'eur',
    payment_method_types: ['card', type],
    ...params,
  } as never);
  const form = await openForm(shop, {
    group: { clientSecret: client_secret as string },
    element: { defaultValues: { billingDetails } },
  });
  await form.row(name).click();
  return { ...form, clientSecret: client_secret as string };
}

async function type(form: PaymentForm, name: string, text: string) {
  await clickInto(form.text(name));
  await form.page.keyboard.type(text);
}

/** Returns the charge and the method of a payment, as the shop's server sees them. */
async function payment(id: string) {
  const intent = await officialClient(shop.sandbox).paymentIntents.retrieve(id, {
    expand: ['payment_method', 'latest_charge'],
  });
  return JSON.parse(JSON.stringify(intent));
}

describe('SEPA Direct Debit', () => {
  test('asks for an IBAN, shows the mandate, and debits the account', async () => {
    const form = await open('sepa_debit', 'SEPA Direct Debit');
    await type(form, 'IBAN', iban);
    expect(await form.text('IBAN').inputValue()).toBe('DE89 3704 0044 0532 0130 00');
    await form.form.getByText(/you authorize .+ to send instructions to your bank/).waitFor();
    await form.change({ complete: true });
    const { paymentIntent } = await form.confirm();
    expect(paymentIntent).toMatchObject({ status: 'processing' });
    expect(await payment(`${paymentIntent?.id}`)).toMatchObject({
      payment_method: { type: 'sepa_debit', sepa_debit: { last4: '3000' }, billing_details: holder },
      latest_charge: {
        payment_method_details: { sepa_debit: { mandate: expect.stringMatching(/^mandate_/) } },
      },
    });
    expect(JSON.stringify(await form.events())).not.toContain(iban.slice(4));
  });

  test(
    'asks for the address of an account that is outside of the European Economic Area, and keeps the caret',
    THOROUGH,
    async () => {
      const form = await open('sepa_debit', 'SEPA Direct Debit');
      await type(form, 'IBAN', swissIban);
      await form.text('Address line 1').waitFor();
      await gotFocus(form.text('IBAN'));
      await form.select('Country or region').selectOption('CH');
      await form.change({ complete: false });
      expect(await form.submit()).toMatchObject({ error: { code: 'incomplete_field' } });
      for (const [name, text] of [
        ['Address line 1', 'Bahnhofstrasse 1'],
        ['Postal code', '8001'],
        ['City', 'Zürich'],
      ] as const)
        await type(form, name, text);
      await form.change({ complete: true });
      const { paymentIntent } = await form.confirm();
      expect(await payment(`${paymentIntent?.id}`)).toMatchObject({
        payment_method: {
          billing_details: {
            ...holder,
            address: { country: 'CH', line1: 'Bahnhofstrasse 1', postal_code: '8001', city: 'Zürich' },
          },
        },
      });
      await clickInto(form.text('IBAN'));
      await form.page.keyboard.press('Control+a');
      await form.page.keyboard.type(iban);
      await form.text('Address line 1').waitFor({ state: 'hidden' });
    },
  );

  test('says what is wrong with an IBAN, and sends nothing', async () => {
    const form = await open('sepa_debit', 'SEPA Direct Debit');
    await type(form, 'IBAN', iban.replace('DE89', 'DE88'));
    expect(await form.submit()).toMatchObject({ error: { code: 'invalid_iban' } });
    await form.form.getByText('The IBAN you entered is invalid.').waitFor();
    expect(form.requests.filter(({ url }) => url.endsWith('/confirm'))).toEqual([]);
  });
});

describe('a US bank account', () => {
  const usd = { currency: 'usd' };

  test('is connected at the test bank, and debited at once', async () => {
    const form = await open('us_bank_account', 'US bank account', usd);
    expect(await form.submit()).toMatchObject({ error: { code: 'incomplete_field' } });
    await form.select('Connect your bank account').selectOption('success');
    await form.change({ complete: true });
    const { paymentIntent } = await form.confirm();
    expect(paymentIntent).toMatchObject({ status: 'processing' });
    expect(await payment(`${paymentIntent?.id}`)).toMatchObject({
      payment_method: {
        type: 'us_bank_account',
        us_bank_account: {
          account_holder_type: 'individual',
          account_type: 'checking',
          financial_connections_account: expect.stringMatching(/^fca_/),
          last4: usAccount.slice(-4),
        },
      },
    });
  });

  test('is entered by its numbers, and then verified by microdeposits', async () => {
    const form = await open('us_bank_account', 'US bank account', usd);
    await form.select('Connect your bank account').selectOption({ label: 'Enter bank details instead' });
    await type(form, 'Routing number', '110000000');
    // The caret has gone on.
    await form.page.keyboard.type(usAccount);
    await type(form, 'Confirm account number', usAccount.replace('789', '788'));
    expect(await form.submit()).toMatchObject({ error: { code: 'invalid_account_number_confirmation' } });
    await form.text('Confirm account number').fill(usAccount);
    await form.select('Account holder type').selectOption({ label: 'Company' });
    await form.select('Account type').selectOption({ label: 'Savings' });
    await form.form.getByText(/Small deposits will arrive/).waitFor();
    const result = await form.confirm();
    expect(result).toMatchObject({
      paymentIntent: {
        status: 'requires_action',
        next_action: {
          type: 'verify_with_microdeposits',
          verify_with_microdeposits: {
            arrival_date: expect.any(Number),
            hosted_verification_url: expect.stringMatching(/^http/),
          },
        },
      },
    });
    expect(JSON.stringify([result, await form.events()])).not.toContain(usAccount.slice(3));
    expect(await payment(`${result.paymentIntent?.id}`)).toMatchObject({
      payment_method: {
        us_bank_account: { account_holder_type: 'company', account_type: 'savings', last4: '6789' },
      },
    });
  });
});

describe('Bacs Direct Debit', THOROUGH, () => {
  test('asks for a sort code, an account number and the whole address, and debits the account', async () => {
    const address = { country: 'GB', line1: '10 Downing Street', city: 'London', postal_code: 'SW1A 2AA' };
    const form = await open('bacs_debit', 'Bacs Direct Debit', { currency: 'gbp' }, { ...holder, address });
    await type(form, 'Sort code', '108800');
    expect(await form.text('Sort code').inputValue()).toBe('10-88-00');
    // The caret has gone on.
    await form.page.keyboard.type(gbAccount);
    await form.form.getByText(/Direct Debit Instruction/).waitFor();
    expect(await form.text('Address line 1').inputValue()).toBe(address.line1);
    const result = await form.confirm();
    expect(result).toMatchObject({ paymentIntent: { status: 'processing' } });
    expect(JSON.stringify([result, await form.events()])).not.toContain(gbAccount);
    expect(await payment(`${result.paymentIntent?.id}`)).toMatchObject({
      payment_method: {
        type: 'bacs_debit',
        bacs_debit: { sort_code: '108800', last4: '2345' },
        billing_details: { ...holder, address },
      },
    });
  });
});

describe('BECS Direct Debit', THOROUGH, () => {
  const aud = { currency: 'aud' };

  test('asks for a BSB number and an account number, and debits the account', async () => {
    const form = await open('au_becs_debit', 'BECS Direct Debit', aud);
    await type(form, 'BSB number', '000000');
    await form.page.keyboard.type(auAccount);
    await form.form.getByText(/Direct Debit Request/).waitFor();
    const result = await form.confirm();
    expect(result).toMatchObject({ paymentIntent: { status: 'processing' } });
    expect(JSON.stringify([result, await form.events()])).not.toContain(auAccount);
    expect(await payment(`${result.paymentIntent?.id}`)).toMatchObject({
      payment_method: { type: 'au_becs_debit', au_becs_debit: { bsb_number: '000000', last4: '3456' } },
    });
  });
});

describe('NZ BECS Direct Debit', THOROUGH, () => {
  test('asks for an account number in the groups of the banks, and debits the account', async () => {
    const form = await open('nz_bank_account', 'NZ BECS Direct Debit', { currency: 'nzd' });
    const number = ['11', '0000', '2222222', '27'];
    await type(form, 'Account number', number.join(''));
    expect(await form.text('Account number').inputValue()).toBe(number.join('-'));
    await form.form.getByText(/Direct Debit Request/).waitFor();
    const result = await form.confirm();
    expect(result).toMatchObject({ paymentIntent: { status: 'processing' } });
    expect(JSON.stringify([result, await form.events()])).not.toContain(number[2]);
    expect(await payment(`${result.paymentIntent?.id}`)).toMatchObject({
      payment_method: {
        type: 'nz_bank_account',
        nz_bank_account: { bank_code: '11', branch_code: '0000', last4: '2222', suffix: '027' },
      },
    });
  });
});

const failures: [
  type: string,
  name: string,
  currency: string,
  typed: [label: string, text: string][],
  code: string,
][] = [
  ['sepa_debit', 'SEPA Direct Debit', 'eur', [['IBAN', failing.iban]], 'insufficient_funds'],
  [
    'bacs_debit',
    'Bacs Direct Debit',
    'gbp',
    [
      ['Sort code', '108800'],
      ['Account number', failing.gb],
    ],
    'debit_not_authorized',
  ],
  [
    'au_becs_debit',
    'BECS Direct Debit',
    'aud',
    [
      ['BSB number', '000000'],
      ['Account number', failing.au],
    ],
    'account_closed',
  ],
  ['nz_bank_account', 'NZ BECS Direct Debit', 'nzd', [['Account number', '1100001111111016']], 'no_account'],
  ['us_bank_account', 'US bank account', 'usd', [['Connect your bank account', 'noAccount']], 'no_account'],
];
for (const [rows, options] of shares(failures, failures.length))
  test.each(rows)(
    'a debit by %s is processed, fails by its test value, and can be paid anew',
    options,
    async (method, name, currency, typed, code) => {
      const address = { country: 'GB', line1: '10 Downing Street', city: 'London', postal_code: 'SW1A 2AA' };
      const form = await open(method, name, { currency }, { ...holder, address });
      for (const [label, text] of typed) {
        if (label.startsWith('Connect')) await form.select(label).selectOption(text);
        else await form.text(label).fill(text);
      }
      expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'processing' } });
      const read = () =>
        form.page.evaluate(async (secret) => {
          const { paymentIntent } = await window.payframe.retrievePaymentIntent(secret);
          return { status: paymentIntent?.status, reason: paymentIntent?.last_payment_error?.code };
        }, form.clientSecret);
      await expect.poll(read).toEqual({ status: 'requires_payment_method', reason: code });
      // What was typed is still there, for whoever wants to correct it or to pay another way.
      await form.row('Card').click();
      await form.typeCard();
      expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    },
  );

describe('BLIK', THOROUGH, () => {
  const openBlik = () => open('blik', 'BLIK', { currency: 'pln' });

  test('asks for a code, and waits in sight until the payer has confirmed in their app', async () => {
    const form = await openBlik();
    await form.form.getByText('You will find the 6-digit code in your banking app.').waitFor();
    await type(form, 'BLIK code', '777123');
    expect(await form.text('BLIK code').inputValue()).toBe('777 123');
    await form.change({ complete: true });
    const confirmed = form.confirm();
    await form.form.getByRole('status').getByText('Confirm the payment in your banking app.').waitFor();
    await form.form.getByText(/^Time left: 0:\d\d$/).waitFor();
    expect(await confirmed).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await form.form.getByText(/Time left/).waitFor({ state: 'detached' });
  });

  test('says why it was not paid, and takes another code', async () => {
    const form = await openBlik();
    await type(form, 'BLIK code', '100001');
    expect(await form.confirm()).toMatchObject({
      error: { code: 'payment_intent_payment_attempt_failed', decline_code: 'customer_declined' },
    });
    await form.text('BLIK code').fill('777123');
    expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });
});

describe('an email address in an Element of its own', THOROUGH, () => {
  test.each(['linkAuthentication', 'contactDetails'] as const)(
    '%s: is in the billing details of the Payment Element, which does not ask for it again',
    async (element) => {
      const form = await open('sepa_debit', 'SEPA Direct Debit', {}, {});
      await form.text('Email').waitFor();
      await form.page.evaluate((name) => {
        document.querySelector('#checkout')?.insertAdjacentHTML('afterbegin', '<div id="contact"></div>');
        const contact = window.elements.create(name);
        contact.mount('#contact');
        return new Promise<unknown>((resolve) => contact.on('ready', resolve));
      }, element);
      const email = form.page.frameLocator('#contact iframe').getByRole('textbox', { name: 'Email' });
      await press(email);
      await gotFocus(email);
      await form.page.keyboard.type(holder.email);
      await form.text('Email').waitFor({ state: 'detached' });
      await type(form, 'IBAN', iban);
      await type(form, 'Full name', holder.name);
      const { paymentIntent } = await form.confirm();
      expect(await payment(`${paymentIntent?.id}`)).toMatchObject({
        payment_method: { billing_details: holder },
      });
    },
  );
});
