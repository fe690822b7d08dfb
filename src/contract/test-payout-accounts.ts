import { behaviourOfIban, testIbans } from './test-ibans.js';

/** Reason why a payout to an account of test mode fails. */
export type PayoutFailure =
  | 'account_closed'
  | 'could_not_process'
  | 'debit_not_authorized'
  | 'insufficient_funds'
  | 'invalid_currency'
  | 'no_account';

/** A bank account of test mode that can be paid out to, without separators in its numbers. */
export interface TestBank {
  country: string;
  /** Code of its bank; `null` where the number is an IBAN. */
  routing: string | null;
  number: string;
  /** Unique within all of them. Never rename one: it is what is stored of an account. */
  name: string;
  failure?: PayoutFailure;
  /** The proof of ownership that it stands for. */
  ownership?: 'asks_for_document' | 'proven_later';
  takesNoInstant?: true;
}

const of = (country: string, routing: string, banks: Omit<TestBank, 'country' | 'routing'>[]): TestBank[] =>
  banks.map((bank) => ({ ...bank, country, routing }));

/** Those of the public page on testing Connect, and one for each further country. */
export const TEST_BANKS: readonly TestBank[] = [
  ...of('US', '110000000', [
    { number: '000123456789', name: 'us' },
    { number: '000111111116', name: 'us_noAccount', failure: 'no_account' },
    { number: '000111111113', name: 'us_accountClosed', failure: 'account_closed' },
    { number: '000222222227', name: 'us_insufficientFunds', failure: 'insufficient_funds' },
    { number: '000333333335', name: 'us_debitNotAuthorized', failure: 'debit_not_authorized' },
    { number: '000444444440', name: 'us_invalidCurrency', failure: 'invalid_currency' },
    { number: '000888888883', name: 'us_noInstant', takesNoInstant: true },
    { number: '000999999991', name: 'us_ownershipProven', ownership: 'proven_later' },
    { number: '000999999992', name: 'us_ownershipAsked', ownership: 'asks_for_document' },
  ]),
  ...of('GB', '108800', [{ number: '00012345', name: 'gb' }]),
  ...of('AU', '110000', [{ number: '000123456', name: 'au' }]),
  ...of('CA', '11000000', [{ number: '000123456789', name: 'ca' }]),
  ...of('NZ', '110000', [{ number: '0000000010', name: 'nz' }]),
  ...of('SG', '1100000', [{ number: '000123456', name: 'sg' }]),
  ...of('HK', '110000', [{ number: '000123456', name: 'hk' }]),
  ...of('JP', '1100000', [{ number: '0001234', name: 'jp' }]),
  ...testIbans.map(({ iban, country, name }): TestBank => {
    const { failure } = behaviourOfIban({ testIban: name });
    return { country, routing: null, number: iban, name, ...(failure && { failure: failureOf(failure) }) };
  }),
];

function failureOf(failure: string): PayoutFailure {
  return failure === 'insufficient_funds' ? 'insufficient_funds' : 'could_not_process';
}

const BY_NAME = new Map(TEST_BANKS.map((bank) => [bank.name, bank]));

export const bankNamed = (name: string): TestBank | undefined => BY_NAME.get(name);

/** Returns the account of a country that every payout reaches; that of the US for a country without any. */
export const goodBankOf = (country: string): TestBank =>
  TEST_BANKS.find((bank) => bank.country === country && !bank.failure) ?? (BY_NAME.get('us') as TestBank);

/** The accounts that constants of the public page stand for. */
const TOKENS: Readonly<Record<string, string>> = {
  btok_us_verified: 'us',
  btok_us_verified_accountClosed: 'us_accountClosed',
  btok_us_verified_debitNotAuthorized: 'us_debitNotAuthorized',
  btok_us_verified_insufficientFunds: 'us_insufficientFunds',
  btok_us_verified_invalidCurrency: 'us_invalidCurrency',
  btok_us_verified_noAccount: 'us_noAccount',
};

/** Finds the account of a constant such as `btok_us_verified`, whose ownership is proven. */
export const bankOfToken = (token: string): TestBank | undefined =>
  BY_NAME.get(Object.hasOwn(TOKENS, token) ? (TOKENS[token] ?? '') : '');

/** Finds an account by its number, without separators and in capitals. */
export const bankNumbered = (country: string, number: string): TestBank | undefined =>
  TEST_BANKS.find((bank) => bank.number === number && bank.country === country);
