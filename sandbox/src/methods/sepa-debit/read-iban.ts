import { findTestIban, type TestIban } from '../../../../src/contract/test-ibans.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Secrets } from '../../kernel/secrets.js';
import type { StoredAccount } from './stored-account.js';

/**
 * Turns an IBAN that was typed into what may be kept of it. It goes no further than this file.
 *
 * @throws ApiError 400 `account_number_invalid` for one that no account can have, or that is no test account's.
 */
export function readTestIban(
  text: string,
  param: string,
  accountId: string,
  { secrets }: { secrets: Secrets },
): StoredAccount {
  const iban = compact(text);
  if (!isIban(iban)) throw invalid('The IBAN you provided is invalid.', param);
  const testIban = findTestIban(iban);
  if (!testIban) throw invalid(NOT_A_TEST_ACCOUNT, param);
  return namedTestAccount(testIban, { secrets, accountId });
}

/** What is kept of a test account. */
export const namedTestAccount = (
  { iban, country, name }: TestIban,
  { secrets, accountId }: { secrets: Secrets; accountId: string },
): StoredAccount => ({
  country,
  ...codesOf(iban),
  last4: iban.slice(-4),
  fingerprint: secrets.bankFingerprint(accountId, iban),
  testIban: name,
});

const NOT_A_TEST_ACCOUNT =
  'You must use a test bank account number in test mode: your request used an IBAN that is none of them. For a list, ' +
  'visit: docs/test-cards.md';

const invalid = (message: string, param: string) =>
  invalidRequest(message, { code: 'account_number_invalid', param });

// ASCII only: other letters have capitals in it too, and no IBAN has them.
const compact = (text: string) =>
  text.replace(/[\s-]/g, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Whether a text has an IBAN's shape and check digits: ISO 13616-1, and ISO 7064, mod 97-10. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(text)) return false;
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((character) => Number.parseInt(character, 36));
  return digits.reduce((rest, digit) => (rest * (digit > 9 ? 100 : 10) + digit) % 97, 0) === 1;
}

/** How many characters name the bank and the branch, from the fifth on: the countries' entries in ISO 13616-2. */
const CODE_LENGTHS: Record<string, [bank: number, branch: number]> = {
  AT: [5, 0],
  BE: [3, 0],
  CH: [5, 0],
  DE: [8, 0],
  EE: [2, 0],
  ES: [4, 4],
  FI: [3, 0],
  FR: [5, 5],
  GB: [4, 6],
  GI: [4, 0],
  HR: [7, 0],
  IE: [4, 6],
  LI: [5, 0],
  LT: [5, 0],
  LU: [3, 0],
  NL: [4, 0],
  NO: [4, 0],
  PT: [4, 4],
  SE: [3, 0],
};

function codesOf(iban: string): { bankCode: string; branchCode: string } {
  const [bank, branch] = CODE_LENGTHS[iban.slice(0, 2)] ?? [0, 0];
  return { bankCode: iban.slice(4, 4 + bank), branchCode: iban.slice(4 + bank, 4 + bank + branch) };
}
