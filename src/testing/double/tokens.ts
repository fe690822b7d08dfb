import { tokenAccountObject } from '../../contract/kept-account.js';
import { type KeptCard, tokenCardObject } from '../../contract/kept-card.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { Json, JsonObject } from '../../wire/index.js';
import { type Connections, connect } from './bank-accounts.js';
import type { NewId } from './ids.js';
import { readAccount, readCard, seconds } from './payment-methods.js';

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
  return { token: { id: newId('cvctok'), object: 'token', type: 'cvc_update', ...about } };
}

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
  tokenAccountObject(id, readAccount(`${data.account_number}`, 'bank_account[account_number]'), {
    holderName: textOrNull(data.account_holder_name),
    holderType: textOrNull(data.account_holder_type),
    currency: `${data.currency ?? ''}`.toLowerCase(),
  });
