import { recordOf } from '../../frame/api/intent-requests.js';
import type { CardData } from '../../frame/elements/card/card-data.js';
import { bankCodeOf, countryOf } from '../../frame/elements/iban/rule.js';
import type { Json, JsonObject } from '../../wire/index.js';
import type { NewId } from './ids.js';
import { cardError, invalidRequest } from './refusals.js';
import { findByNumber, type TestCard } from './test-cards.js';

/** A card as far as the in-memory API keeps it: never its number's middle, nor its security code. */
export interface Card {
  test: TestCard;
  exp_month: number;
  exp_year: number;
  hasCvc: boolean;
  preferred: string | null;
}

/** What a PaymentMethod is of. */
export type Source = { card: Card } | { iban: { country: string; bankCode: string; last4: string } };

/** @throws Refusal for a number that is no test card's, and for a security code that cannot be the card's. */
export function readCard(card: JsonObject): Card {
  const { number, exp_month, exp_year, cvc } = card as unknown as CardData;
  const test = findByNumber(number);
  const shape = test?.brand === 'amex' || !test ? /^(\d{3,4})?$/ : /^(\d{3})?$/;
  if (!shape.test(cvc)) {
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  }
  if (!test) {
    throw cardError(
      'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid ' +
        'test cards, visit: docs/test-cards.md',
      { code: 'card_declined', decline_code: 'test_mode_live_card', param: 'number' },
    );
  }
  const { preferred } = recordOf(card.networks);
  return {
    test,
    exp_month: Number(exp_month),
    exp_year: Number(exp_year),
    hasCvc: cvc !== '',
    preferred: test.networks.find((network) => network === preferred) ?? null,
  };
}

/** A test card that was named instead of typed. */
export function namedCard(test: TestCard): Card {
  const now = new Date();
  return {
    test,
    exp_month: now.getMonth() + 1,
    exp_year: now.getFullYear() + 1,
    hasCvc: true,
    preferred: null,
  };
}

export const readIban = (iban: string): Source => ({
  iban: { country: countryOf(iban), bankCode: bankCodeOf(iban), last4: iban.slice(-4) },
});

const ADDRESS = ['city', 'country', 'line1', 'line2', 'postal_code', 'state'];

/** Those that were sent, and `null` for the others. */
const allOf = (names: string[], given: JsonObject): JsonObject =>
  Object.fromEntries(names.map((name) => [name, given[name] || null]));

export function paymentMethodObject(newId: NewId, source: Source, data: JsonObject): JsonObject {
  const details = recordOf(data.billing_details);
  const address = allOf(ADDRESS, recordOf(details.address));
  if ('iban' in source) requireHolder(details);
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: { address, ...allOf(['email', 'name', 'phone', 'tax_id'], details) },
    ...('card' in source
      ? { type: 'card', card: cardObject(source.card, address) }
      : { type: 'sepa_debit', sepa_debit: accountObject(source.iban) }),
    created: seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: recordOf(data.metadata),
  };
}

/** @throws Refusal where a debit has no holder's name or email. */
function requireHolder(details: JsonObject): void {
  const missing = ['name', 'email'].find((name) => !details[name]);
  if (missing === undefined) return;
  const param = `billing_details[${missing}]`;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** The same once the issuer was asked: what it says of what was typed beside the number. */
export function checkedObject(method: JsonObject, { test }: Card): JsonObject {
  const card = recordOf(method.card);
  const { address_line1_check, address_postal_code_check, cvc_check } = recordOf(card.checks);
  const { cvcCheck = 'pass', postalCodeCheck = 'pass', line1Check = 'pass', decline } = test.behaviour;
  const answered = (asked: Json | undefined, answer: string) => (asked ? answer : null);
  const checks = {
    address_line1_check: answered(address_line1_check, line1Check),
    address_postal_code_check: answered(address_postal_code_check, postalCodeCheck),
    cvc_check: answered(cvc_check, decline === 'incorrect_cvc' ? 'fail' : cvcCheck),
  };
  return { ...method, card: { ...card, checks } };
}

function cardObject({ test, exp_month, exp_year, hasCvc, preferred }: Card, address: JsonObject): JsonObject {
  const unchecked = (given: Json | undefined) => (given ? 'unchecked' : null);
  return {
    brand: test.brand,
    checks: {
      address_line1_check: unchecked(address.line1),
      address_postal_code_check: unchecked(address.postal_code),
      cvc_check: unchecked(hasCvc),
    },
    country: test.country,
    display_brand: displayBrand(preferred ?? test.networks[0] ?? ''),
    exp_month,
    exp_year,
    funding: test.funding,
    generated_from: null,
    last4: test.number.slice(-4),
    networks: { available: test.networks, preferred },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: test.behaviour.threeDSecure !== 'not_supported' },
    wallet: null,
  };
}

const accountObject = ({ country, bankCode, last4 }: Extract<Source, { iban: object }>['iban']) => ({
  bank_code: bankCode,
  branch_code: '',
  country,
  fingerprint: null,
  generated_from: null,
  last4,
});

const DISPLAY_BRANDS: Record<string, string> = {
  amex: 'american_express',
  diners: 'diners_club',
  eftpos_au: 'eftpos_australia',
  unionpay: 'union_pay',
  unknown: 'other',
};

const displayBrand = (network: string) => DISPLAY_BRANDS[network] ?? network;

export const seconds = (): number => Math.floor(Date.now() / 1000);
