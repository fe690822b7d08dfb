import { recordOf } from '../../frame/api/intent-requests.js';
import { bankCodeOf } from '../../frame/elements/iban/rule.js';
import type { JsonObject } from '../../wire/index.js';
import type { NewId } from './ids.js';
import { type Card, readCard, seconds } from './payment-methods.js';

/** A token's card spells its brand in words, unlike a PaymentMethod's. */
const BRAND_NAMES: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

const ADDRESS = ['city', 'country', 'line1', 'line2', 'state', 'zip'].map((part) => `address_${part}`);

/** A token of what was sent, and the card that it is of. */
export function makeToken(newId: NewId, params: JsonObject): { token: JsonObject; card?: Card } {
  const about = { client_ip: null, created: seconds(), livemode: false, used: false };
  if (params.card) {
    const data = recordOf(params.card);
    const card = readCard(data);
    const token = { id: newId('tok'), object: 'token', type: 'card', card: tokenCard(newId, card, data) };
    return { token: { ...token, ...about }, card };
  }
  if (params.bank_account) {
    const bank_account = tokenAccount(newId, recordOf(params.bank_account));
    return { token: { id: newId('tok'), object: 'token', type: 'bank_account', bank_account, ...about } };
  }
  return { token: { id: newId('cvctok'), object: 'token', type: 'cvc_update', ...about } };
}

function tokenCard(newId: NewId, card: Card, data: JsonObject): JsonObject {
  const { test, exp_month, exp_year, hasCvc, preferred } = card;
  return {
    id: newId('card'),
    object: 'card',
    ...Object.fromEntries(ADDRESS.map((name) => [name, data[name] ?? null])),
    address_line1_check: data.address_line1 ? 'unchecked' : null,
    address_zip_check: data.address_zip ? 'unchecked' : null,
    brand: BRAND_NAMES[test.brand] ?? 'Unknown',
    country: test.country,
    ...(data.currency && { currency: data.currency }),
    cvc_check: hasCvc ? 'unchecked' : null,
    dynamic_last4: null,
    exp_month,
    exp_year,
    funding: test.funding,
    last4: test.number.slice(-4),
    metadata: {},
    name: data.name ?? null,
    networks: { preferred },
    regulated_status: 'unregulated',
    tokenization_method: null,
  };
}

const tokenAccount = (newId: NewId, data: JsonObject): JsonObject => ({
  id: newId('ba'),
  object: 'bank_account',
  account_holder_name: data.account_holder_name ?? null,
  account_holder_type: data.account_holder_type ?? null,
  account_type: null,
  bank_name: null,
  country: data.country ?? '',
  currency: `${data.currency ?? ''}`.toLowerCase(),
  fingerprint: null,
  last4: `${data.account_number}`.slice(-4),
  routing_number: bankCodeOf(`${data.account_number}`),
  status: 'new',
});
