import { type KeptAccount, keepAccount, sepaDebitObject } from '../../contract/kept-account.js';
import {
  type CheckedAddress,
  cardObject,
  checksOf,
  type KeptCard,
  keepCard,
} from '../../contract/kept-card.js';
import { behaviourOf, findTestCard } from '../../contract/test-cards.js';
import { findTestIban, NOT_A_TEST_ACCOUNT } from '../../contract/test-ibans.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { CardData } from '../../frame/elements/card/card-data.js';
import type { JsonObject } from '../../wire/index.js';
import type { NewId } from './ids.js';
import { cardError, declineError, invalidRequest, Refusal } from './refusals.js';

/** Card or account of a PaymentMethod. */
export type Source = { card: KeptCard } | { account: KeptAccount };

/**
 * Reads a card's data.
 *
 * @throws Refusal for a number that is no test card's, and for a security code that cannot be the card's.
 */
export function readCard(card: JsonObject): KeptCard {
  const { number, exp_month, exp_year, cvc } = card as unknown as CardData;
  const test = findTestCard(number);
  const shape = test?.brand === 'amex' || !test ? /^(\d{3,4})?$/ : /^(\d{3})?$/;
  if (!shape.test(cvc)) {
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  }
  if (!test) throw new Refusal(declineError('test_mode_live_card'));
  const { preferred } = recordOf(card.networks);
  return keepCard(test, {
    expMonth: Number(exp_month),
    expYear: Number(exp_year),
    cvcProvided: cvc !== '',
    preferredNetwork: typeof preferred === 'string' ? preferred : null,
  });
}

/**
 * Reads an IBAN.
 *
 * @throws Refusal for an IBAN that is no test account's.
 */
export function readAccount(iban: string, param: string): KeptAccount {
  const test = findTestIban(iban);
  if (!test) throw invalidRequest(NOT_A_TEST_ACCOUNT, { code: 'account_number_invalid', param });
  return keepAccount(test);
}

const ADDRESS = ['city', 'country', 'line1', 'line2', 'postal_code', 'state'];

/** Returns the named values, with `null` for those that were not sent. */
const allOf = (names: string[], given: JsonObject): JsonObject =>
  Object.fromEntries(names.map((name) => [name, given[name] || null]));

export function paymentMethodObject(newId: NewId, source: Source, data: JsonObject): JsonObject {
  const details = recordOf(data.billing_details);
  const address = allOf(ADDRESS, recordOf(details.address));
  if ('account' in source) requireHolder(details);
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: { address, ...allOf(['email', 'name', 'phone', 'tax_id'], details) },
    ...('card' in source
      ? { type: 'card', card: shownCard(source.card, address) }
      : { type: 'sepa_debit', sepa_debit: sepaDebitObject(source.account) }),
    created: seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: recordOf(data.metadata),
  };
}

const shownCard = (card: KeptCard, address: JsonObject) =>
  cardObject(card, checksOf(card, address as unknown as CheckedAddress)) as unknown as JsonObject;

/**
 * Checks a debit's billing details.
 *
 * @throws Refusal if the holder's name or email is missing.
 */
function requireHolder(details: JsonObject): void {
  const missing = ['name', 'email'].find((name) => !details[name]);
  if (missing === undefined) return;
  const param = `billing_details[${missing}]`;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/**
 * Returns the same object after the issuer was asked, with the issuer's verdict on the data beside the
 * number.
 */
export function checkedObject(method: JsonObject, card: KeptCard): JsonObject {
  const { address } = recordOf(method.billing_details);
  const checks = checksOf({ ...card, checked: true }, address as unknown as CheckedAddress);
  if (checks.cvc_check && behaviourOf(card.testCard).decline === 'incorrect_cvc') checks.cvc_check = 'fail';
  return { ...method, card: cardObject(card, checks) as unknown as JsonObject };
}

export const seconds = (): number => Math.floor(Date.now() / 1000);
