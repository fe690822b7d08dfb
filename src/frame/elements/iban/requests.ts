import type { JsonObject } from '../../../wire/index.js';
import type { Request } from '../../api/sender.js';

// In each request the typed IBAN comes last, so that no parameter of the page's replaces it.

export const sepaDebitMethod = (iban: string, data: JsonObject): JsonObject => ({
  ...data,
  type: 'sepa_debit',
  sepa_debit: { iban },
});

export const sepaDebitRequest = (iban: string, data: JsonObject): Request => ({
  path: '/v1/payment_methods',
  params: sepaDebitMethod(iban, data),
});

export const bankTokenRequest = (iban: string, data: JsonObject): Request => ({
  path: '/v1/tokens',
  params: { bank_account: { ...data, country: iban.slice(0, 2), account_number: iban } },
});
