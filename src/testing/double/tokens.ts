import { type KeptAccount, tokenAccountObject } from '../../contract/kept-account.js';
import { type KeptCard, tokenCardObject } from '../../contract/kept-card.js';
import { NOT_A_TEST_ACCOUNT } from '../../contract/test-ibans.js';
import { bankNumbered } from '../../contract/test-payout-accounts.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { Json, JsonObject } from '../../wire/index.js';
import { type Connections, connect } from './bank-accounts.js';
import type { NewId } from './ids.js';
import { readAccount, readCard, seconds } from './payment-methods.js';
import { invalidRequest } from './refusals.js';

/**
 * Creates a token from the parameters, and returns it with its card.
 *
 * @param connections The accounts that were chosen at their bank: a token of another is added.
 */
export function makeToken(
  newId: NewId,
  params: JsonObject,
  connections: Connections,
): { token: JsonObject; card?: KeptCard } {
  const about = { client_ip: null, created: seconds(), livemode: false, used: false };
  if (params.card) {
    const data = recordOf(params.card);
    const card = readCard(data);
    const shown = tokenCardObject(newId('card'), card, cardholderOf(data)) as JsonObject;
    return { token: { id: newId('tok'), object: 'token', type: 'card', card: shown, ...about }, card };
  }
  if (params.bank_account) {
    const bank_account = tokenAccount(newId('ba'), recordOf(params.bank_account));
    return { token: { id: newId('btok'), object: 'token', type: 'bank_account', bank_account, ...about } };
  }
  const { financial_connections_account: chosen } = params;
  if (chosen) {
    const id = newId('fca');
    const type = 'financial_connections_account';
    return {
      token: { id, object: 'token', type, [type]: connect(connections, id, recordOf(chosen)), ...about },
    };
  }
  const ofHolder = OF_HOLDERS.find(([type]) => params[type]);
  if (ofHolder) {
    const [type, prefix] = ofHolder;
    return { token: { id: newId(prefix), object: 'token', type, ...about } };
  }
  return { token: { id: newId('cvctok'), object: 'token', type: 'cvc_update', ...about } };
}

/** Tokens of what belongs to the holders of a platform's accounts, with the prefixes of their ids. They show only their type. */
const OF_HOLDERS = [
  ['account', 'ct'],
  ['person', 'cpt'],
  ['pii', 'pii'],
] as const;

const textOrNull = (value: Json | undefined) => (typeof value === 'string' && value ? value : null);

const cardholderOf = (data: JsonObject) => ({
  name: textOrNull(data.name),
  address_line1: textOrNull(data.address_line1),
  address_line2: textOrNull(data.address_line2),
  address_city: textOrNull(data.address_city),
  address_state: textOrNull(data.address_state),
  address_zip: textOrNull(data.address_zip),
  address_country: textOrNull(data.address_country),
  currency: textOrNull(data.currency),
});

const tokenAccount = (id: string, data: JsonObject): JsonObject =>
  tokenAccountObject(id, keptAccount(data), {
    holderName: textOrNull(data.account_holder_name),
    holderType: textOrNull(data.account_holder_type),
    currency: `${data.currency ?? ''}`.toLowerCase(),
  });

const NUMBER = 'bank_account[account_number]';

/** Reads an IBAN, or the number of an account at a bank that has a routing number. */
function keptAccount({ account_number, country, routing_number }: JsonObject): KeptAccount {
  if (!routing_number) return readAccount(`${account_number}`, NUMBER);
  const bank = bankNumbered(`${country}`, `${account_number}`.replace(/[\s-]/g, ''));
  if (!bank?.routing)
    throw invalidRequest(NOT_A_TEST_ACCOUNT, { code: 'account_number_invalid', param: NUMBER });
  const { name, number, routing } = bank;
  return {
    country: bank.country,
    bankCode: routing,
    branchCode: '',
    last4: number.slice(-4),
    testIban: name,
  };
}
