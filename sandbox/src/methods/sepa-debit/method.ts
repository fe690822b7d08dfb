import * as v from 'valibot';
import { TEST_HOLDER } from '../../../../src/contract/kept-account.js';
import { behaviourOfIban, findNamedIban, testIbans } from '../../../../src/contract/test-ibans.js';
import { text } from '../../kernel/http/params.js';
import { debitParts, sendDebit } from '../debits/debit.js';
import { referenceOf, referenceOptions } from '../debits/mandate-options.js';
import { defineMethod } from '../method.js';
import { accountObject, chargeDetails } from './object.js';
import { namedTestAccount, readTestIban } from './read-iban.js';
import type { StoredAccount } from './stored-account.js';
import { ibanSearch } from './test-ibans-in-text.js';
import { accountToken } from './token.js';

const params = v.strictObject({ iban: text(100) });

/** Longest reference of a mandate, by the SEPA Core Direct Debit rulebook, AT-01. */
const REFERENCE_LENGTH = 35;

export const sepaDebit = defineMethod<'sepa_debit', StoredAccount, v.InferOutput<typeof params>>({
  ...debitParts<StoredAccount>(behaviourOfIban, 'MD06'),
  type: 'sepa_debit',
  name: 'SEPA Direct Debit',
  currencies: ['eur'],
  countries: [...new Set(testIbans.map(({ country }) => country))],
  params,
  // A mandate names the owner of the account, and needs an address for notices of debits.
  required: ['name', 'email'],
  read: ({ iban }, context) => ({
    details: readTestIban(iban, 'sepa_debit[iban]', context.accountId, context),
  }),
  tokens: [accountToken],
  numbers: ibanSearch,
  object: ({ details }) => accountObject(details),
  named(id, scope) {
    const testIban = findNamedIban(id);
    return (
      testIban && {
        details: namedTestAccount(testIban, scope),
        holder: TEST_HOLDER,
      }
    );
  },
  options: referenceOptions,
  mandate: (id, url, options) => ({ reference: referenceOf(id, options, REFERENCE_LENGTH), url }),
  pay: ({ details }, { mandate }) => sendDebit(behaviourOfIban(details), chargeDetails(details, mandate)),
});
