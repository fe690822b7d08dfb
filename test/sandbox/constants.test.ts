import { readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { testCards } from '../../src/contract/test-cards.js';
import { testIbans } from '../../src/contract/test-ibans.js';
import { start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** The constants of the public testing reference, and what the card behind each ends in. */
const PUBLIC: Record<string, string> = {
  visa: '4242',
  visa_debit: '5556',
  mastercard: '4444',
  mastercard_debit: '8210',
  mastercard_prepaid: '5100',
  amex: '0005',
  discover: '1117',
  diners: '0004',
  jcb: '0505',
  unionpay: '0005',
  visa_cartesBancaires: '1001',
  mastercard_cartesBancaires: '1001',
  us: '4242',
  br: '0002',
  ca: '0000',
  mx: '8001',
  at: '0008',
  de: '0016',
  fr: '0003',
  gb: '0000',
  gb_debit: '0005',
  au: '0006',
  jp: '0003',
  visa_chargeDeclined: '0002',
  chargeDeclined: '0002',
  visa_chargeDeclinedInsufficientFunds: '9995',
  chargeDeclinedInsufficientFunds: '9995',
  visa_chargeDeclinedLostCard: '9987',
  visa_chargeDeclinedStolenCard: '9979',
  visa_chargeDeclinedVelocityLimitExceeded: '6975',
  chargeDeclinedExpiredCard: '0069',
  chargeDeclinedIncorrectCvc: '0127',
  chargeDeclinedProcessingError: '0119',
  chargeDeclinedFraudulent: '0019',
  chargeCustomerFail: '0341',
  radarBlock: '0019',
  riskLevelHighest: '4954',
  riskLevelElevated: '9235',
  cvcCheckFail: '0101',
  avsZipFail: '0036',
  avsLine1Fail: '0028',
  avsFail: '0010',
  avsUnchecked: '0044',
  createDispute: '0259',
  createDisputeProductNotReceived: '2685',
  createDisputeInquiry: '1976',
  createIssuerFraudRecord: '5423',
  createMultipleDisputes: '0079',
  pendingRefund: '7726',
  refundFail: '5126',
  bypassPending: '0077',
  bypassPendingInternational: '0278',
  domesticPricing: '0093',
  authenticationRequiredOnSetup: '3155',
  authenticationRequired: '3184',
  authenticationRequiredSetupForOffSession: '0446',
  authenticationRequiredChargeDeclinedInsufficientFunds: '3178',
  threeDSecure2Required: '3220',
  threeDSecureRequired: '3063',
  threeDSecureRequiredChargeDeclined: '1629',
  threeDSecureRequiredProcessingError: '1280',
  threeDSecureOptional: '3055',
  threeDSecureOptionalProcessingError: '3097',
  amex_threeDSecureNotSupported: '0005',
};

describe('a constant of test mode', () => {
  test('stands for the card that the public testing reference says', async () => {
    for (const [name, last4] of Object.entries(PUBLIC)) {
      const { card } = await stripe.paymentMethods.retrieve(`pm_card_${name}`);
      expect(card?.last4, name).toBe(last4);
    }
  });

  test('is there for every test card, as a payment method and as a token', async () => {
    for (const { name, number, brand, funding, country } of testCards) {
      const expected = { brand, funding, country, last4: number.slice(-4) };
      const method = await stripe.paymentMethods.retrieve(`pm_card_${name}`);
      expect(method.card, name).toMatchObject(expected);
      const made = await stripe.paymentMethods.create({ type: 'card', card: { token: `tok_${name}` } });
      expect(made.card, name).toMatchObject({ ...expected, fingerprint: method.card?.fingerprint });
    }
  });

  test('is there for every test account', async () => {
    for (const { name, iban, country } of testIbans) {
      const { type, sepa_debit, billing_details } = await stripe.paymentMethods.retrieve(`pm_${name}`);
      expect(type).toBe('sepa_debit');
      expect(sepa_debit, name).toMatchObject({ country, last4: iban.slice(-4) });
      expect(billing_details).toMatchObject({ name: 'Jenny Rosen', email: 'jenny@example.com' });
    }
  });

  test('makes a new payment method each time, which is like any other', async () => {
    const { lastResponse: _, ...first } = await stripe.paymentMethods.retrieve('pm_card_visa');
    const second = await stripe.paymentMethods.retrieve('pm_card_visa');
    expect(first.id).toMatch(/^pm_[0-9A-Za-z]{24}$/);
    expect(second.id).not.toBe(first.id);
    expect(await stripe.paymentMethods.retrieve(first.id)).toMatchObject(first);
    expect(first.card).toMatchObject({
      exp_year: new Date().getUTCFullYear() + 1,
      checks: { cvc_check: 'unchecked' },
    });
  });

  test('of a token can be used again and again', async () => {
    const card = { token: 'tok_visa' };
    const first = await stripe.paymentMethods.create({ type: 'card', card });
    const second = await stripe.paymentMethods.create({ type: 'card', card });
    expect(second.id).not.toBe(first.id);
  });

  test.each(['pm_card_nope', 'pm_card_', 'pm_card_constructor', 'pm_nope_de', 'pm_card___proto__'])(
    'there is none called %s',
    async (id) => {
      expect(await refusal(stripe.paymentMethods.retrieve(id))).toMatchObject({ code: 'resource_missing' });
    },
  );
});

test('the documentation names the constant of each card', () => {
  const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
  const rows = document.match(/^\| `[\d ]+` \|.*$/gm) ?? [];
  const documented = rows.flatMap((row) => {
    const [, number = '', , , , , constant = ''] = row.split('|').map((cell) => cell.trim());
    return constant ? [[number.replace(/[` ]/g, ''), constant]] : [];
  });
  expect(documented).toEqual(testCards.map(({ number, name }) => [number, `\`${name}\``]));
});
