import type { MethodFlow } from '../../contract/elements-session.js';
import { type KeptAccount, keepAccount, sepaDebitObject } from '../../contract/kept-account.js';
import {
  CARD_WALLETS,
  type CheckedAddress,
  cardObject,
  checksOf,
  type KeptCard,
  keepCard,
} from '../../contract/kept-card.js';
import { METHOD_FACTS } from '../../contract/method-facts-data.js';
import { behaviourOf, findTestCard } from '../../contract/test-cards.js';
import { behaviourOfIban, findTestIban, NOT_A_TEST_ACCOUNT } from '../../contract/test-ibans.js';
import type { UsAccountBehaviour } from '../../contract/test-us-accounts.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { CardData } from '../../frame/elements/card/card-data.js';
import type { Json, JsonObject } from '../../wire/index.js';
import { type BankAccount, type Connections, readBankAccount } from './bank-accounts.js';
import type { NewId } from './ids.js';
import { cardError, declineError, invalidRequest, Refusal } from './refusals.js';

/** Card or account of a PaymentMethod, or what is kept of another type. */
export type Source =
  | { card: KeptCard }
  | { account: KeptAccount }
  | { bank: BankAccount }
  | { type: string; details: JsonObject };

const factsOf = (type: string) => METHOD_FACTS.find((method) => method.type === type);

/** Returns how the holder of a PaymentMethod agrees to a payment. */
export const flowOf = (source: Source): MethodFlow =>
  'card' in source
    ? 'direct'
    : 'account' in source || 'bank' in source
      ? 'debit'
      : (factsOf(source.type)?.flow ?? 'redirect');

/** Returns the behaviour of a bank account when it is debited. */
export const debitOf = (source: Source): UsAccountBehaviour =>
  'account' in source ? behaviourOfIban(source.account) : 'bank' in source ? source.bank.behaviour : {};

/**
 * Reads the data of a type that has neither cards nor IBANs.
 *
 * @throws Refusal for an unknown type, and for an account number that belongs to no test account.
 */
export function readOther(type: string, given: JsonObject, connections: Connections): Source {
  if (!factsOf(type))
    throw invalidRequest(`Invalid type: there is no payment method ${type}.`, { param: 'type' });
  const bank = readBankAccount(type, given, connections);
  return bank ? { bank } : { type, details: given };
}

/**
 * Reads a card's data.
 *
 * @throws Refusal for a number that is no test card's, and for a security code that cannot be the card's.
 */
export function readCard(card: JsonObject): KeptCard {
  const { number, exp_month, exp_year, cvc } = card as unknown as CardData;
  const test = findTestCard(number);
  const shape = test?.brand === 'amex' || !test ? /^(\d{3,4})?$/ : /^(\d{3})?$/;
  if (!shape.test(cvc ?? '')) {
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  }
  if (!test) throw new Refusal(declineError('test_mode_live_card'));
  const { preferred } = recordOf(card.networks);
  return keepCard(test, {
    expMonth: Number(exp_month),
    expYear: Number(exp_year),
    cvcProvided: !!cvc,
    wallet: walletOf(card),
    preferredNetwork: typeof preferred === 'string' ? preferred : null,
  });
}

const walletOf = ({ wallet }: JsonObject) => CARD_WALLETS.find((type) => type === recordOf(wallet).type);

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
  const shown = shownOf(source, address);
  requireDetails(shown.type, details);
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: { address, ...allOf(['email', 'name', 'phone', 'tax_id'], details) },
    ...shown,
    created: seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: metadataOf(data.metadata),
  };
}

/** Returns pairs as the API stores them: as texts, without those whose value is `null`. */
const metadataOf = (given: Json | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(recordOf(given)).flatMap(([name, value]) => (value === null ? [] : [[name, `${value}`]])),
  );

const shownCard = (card: KeptCard, address: JsonObject) =>
  cardObject(card, checksOf(card, address as unknown as CheckedAddress)) as unknown as JsonObject;

/** Returns the type of a PaymentMethod, and its property of that name. */
function shownOf(source: Source, address: JsonObject): JsonObject & { type: string } {
  if ('card' in source) return { type: 'card', card: shownCard(source.card, address) };
  if ('account' in source) return { type: 'sepa_debit', sepa_debit: sepaDebitObject(source.account) };
  if ('bank' in source) return { type: source.bank.type, [source.bank.type]: source.bank.details };
  return { type: source.type, [source.type]: source.details };
}

/**
 * Checks the billing details that a type requires.
 *
 * @throws Refusal for the first that is missing.
 */
function requireDetails(type: string, details: JsonObject): void {
  const { required = [] } = factsOf(type) ?? {};
  const missing = required.find((path) => !valueAt(details, path));
  if (missing === undefined) return;
  const param = `billing_details[${missing.replaceAll('.', '][')}]`;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

const valueAt = (object: JsonObject, path: string) =>
  path.split('.').reduce<Json | undefined>((value, name) => recordOf(value)[name], object);

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
