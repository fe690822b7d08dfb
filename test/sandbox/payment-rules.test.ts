import { describe, expect, test } from 'vitest';
import { isKept } from '../../sandbox/src/intents/future-usage.js';
import { methodOptions } from '../../sandbox/src/intents/method-types.js';
import { chargeCard } from '../../sandbox/src/methods/card/issuer-answer.js';
import type { StoredCard } from '../../sandbox/src/methods/card/stored-card.js';
import { authenticationOf } from '../../sandbox/src/methods/card/three-d-secure.js';
import { checkAmount } from '../../sandbox/src/resources/charges/amount.js';
import { money } from '../../src/contract/money.js';
import { testCards } from '../../src/contract/test-cards.js';

const PAYMENT = { optionSet: 'payment' } as const;

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

function stored(name: string, cvcProvided = true): StoredCard {
  const card = testCards.find((testCard) => testCard.name === name);
  if (!card) throw new Error(`There is no test card ${name}.`);
  const { brand, networks, funding, country, number } = card;
  return {
    brand,
    networks,
    preferredNetwork: null,
    last4: number.slice(-4),
    expMonth: 12,
    expYear: 2034,
    funding,
    country,
    fingerprint: '',
    testCard: name,
    cvcProvided,
  };
}

describe('whether the issuer asks the cardholder', () => {
  const present = { offSession: false, setUp: false, requested: 'automatic' as const };
  const away = { ...present, offSession: true };
  const wanted = { ...present, requested: 'any' as const };

  test.each([
    // Card, present, away, away and set up, wanted by the merchant.
    ['authenticationRequired', 'challenge', 'challenge', 'challenge', 'challenge'],
    ['authenticationRequiredOnSetup', 'challenge', 'challenge', null, 'challenge'],
    ['authenticationRequiredSetupForOffSession', 'challenge', null, null, 'challenge'],
    ['threeDSecure2Required', 'challenge', 'challenge', 'challenge', 'challenge'],
    [
      'threeDSecureRequiredProcessingError',
      'look_up_fails',
      'look_up_fails',
      'look_up_fails',
      'look_up_fails',
    ],
    ['threeDSecureFrictionless', 'authenticated', null, null, 'authenticated'],
    ['threeDSecureOptional', null, null, null, 'challenge'],
    ['threeDSecureOptionalProcessingError', null, null, null, 'processing_error'],
    ['amex', null, null, null, 'not_supported'],
    ['visa', null, null, null, 'attempt_acknowledged'],
    ['adaptive3dsChallenge', 'challenge', null, null, 'challenge'],
  ])('%s', (name, ...expected) => {
    const needs = [present, away, { ...away, setUp: true }, wanted].map((context) => {
      const need = authenticationOf(stored(name), context);
      return typeof need === 'object' ? (need?.result ?? null) : need;
    });
    expect(needs).toEqual(expected);
  });
});

describe('what the issuer answers', () => {
  test('a wrong security code is one that was sent', () => {
    const card = 'chargeDeclinedIncorrectCvc';
    expect(chargeCard(stored(card), NO_ADDRESS)).toMatchObject({
      refusal: 'incorrect_cvc',
      checks: { cvc_check: 'fail' },
    });
    expect(chargeCard(stored(card, false), NO_ADDRESS)).not.toHaveProperty('refusal');
  });

  test('only what was sent is checked', () => {
    const address = { ...NO_ADDRESS, postal_code: '62704' };
    expect(chargeCard(stored('avsFail', false), address).checks).toEqual({
      address_line1_check: null,
      address_postal_code_check: 'fail',
      cvc_check: null,
    });
  });
});

test.each([
  [1000, 'usd', '$10.00'],
  [1000, 'jpy', '¥1,000'],
  [1000, 'huf', 'HUF 10.00'],
  [1000, 'kwd', 'KWD 1.000'],
])('%d in %s is %s', (amount, currency, text) => {
  expect(money(amount, currency).replace('\u00a0', ' ')).toBe(text);
});

describe('the least and the most that can be paid', () => {
  test.each([
    ['usd', 50],
    ['jpy', 50],
    ['gbp', 30],
    ['huf', 17_500],
  ])('%s: %d', (currency, minimum) => {
    expect(() => checkAmount(minimum, currency)).not.toThrow();
    expect(() => checkAmount(minimum - 1, currency)).toThrow(/^Amount must be at least/);
    expect(() => checkAmount(99_999_999, currency)).not.toThrow();
    expect(() => checkAmount(100_000_000, currency)).toThrow(/^Amount must be no more than/);
  });
});

describe('options of a type of payment method', () => {
  const none = {
    installments: null,
    mandate_options: null,
    network: null,
    request_three_d_secure: 'automatic',
  };

  test('are those of the intent’s types, and keep no secret', () => {
    const given = { card: { cvc_token: 'cvctok_1', moto: true, network: 'visa' as const } };
    expect(methodOptions(PAYMENT, ['card'], null, given)).toEqual({ card: { ...none, network: 'visa' } });
    expect(methodOptions(PAYMENT, ['card', 'sepa_debit'], null, {})).toEqual({ card: none, sepa_debit: {} });
  });

  test('stay as they were where nothing is said, and go where empty text is', () => {
    const before = methodOptions(PAYMENT, ['card'], null, {
      card: { capture_method: 'manual', network: 'visa' },
    });
    const after = methodOptions(PAYMENT, ['card'], before, { card: { capture_method: '' } });
    expect(after).toEqual({ card: { ...none, network: 'visa' } });
  });
});

test.each([
  ['nothing', {}, false],
  ['the intent', { setup_future_usage: 'off_session' }, true],
  ['the card', { payment_method_options: { card: { setup_future_usage: 'on_session' } } }, true],
  [
    'the card, against the intent',
    { setup_future_usage: 'off_session', payment_method_options: { card: { setup_future_usage: 'none' } } },
    false,
  ],
])('a payment method is kept for later as %s says', (_, usage, kept) => {
  expect(isKept(usage)).toBe(kept);
});
