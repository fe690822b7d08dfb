import type { JsonObject } from '../wire/index.js';
import type { Request } from './requests.js';

// What was typed comes last in each, so that no parameter of the page's takes its place.

export const sepaDebitRequest = (iban: string, data: JsonObject): Request => ({
  path: '/v1/payment_methods',
  params: { ...data, type: 'sepa_debit', sepa_debit: { iban } },
});

export const bankTokenRequest = (iban: string, data: JsonObject): Request => ({
  path: '/v1/tokens',
  params: { bank_account: { ...data, country: iban.slice(0, 2), account_number: iban } },
});
