import { keepAccount } from '../../../../src/contract/kept-account.js';
import { findTestIban, NOT_A_TEST_ACCOUNT, type TestIban } from '../../../../src/contract/test-ibans.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Secrets } from '../../kernel/secrets.js';
import type { StoredAccount } from './stored-account.js';

/**
 * Turns an IBAN that was typed into the data that may be stored. The IBAN stays in this file.
 *
 * @throws ApiError 400 `account_number_invalid` for one that no account can have, or that is not a test
 * account's.
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

/** Returns the data that may be stored of a test account. */
export const namedTestAccount = (
  testIban: TestIban,
  { secrets, accountId }: { secrets: Secrets; accountId: string },
): StoredAccount => ({
  ...keepAccount(testIban),
  fingerprint: secrets.bankFingerprint(accountId, testIban.iban),
});

const invalid = (message: string, param: string) =>
  invalidRequest(message, { code: 'account_number_invalid', param });

// Only ASCII letters: other letters also have capitals in ASCII, and no IBAN contains them.
const compact = (text: string) =>
  text.replace(/[\s-]/g, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Tells whether a text has an IBAN's shape and check digits: ISO 13616-1, and ISO 7064, mod 97-10. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(text)) return false;
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((character) => Number.parseInt(character, 36));
  return digits.reduce((rest, digit) => (rest * (digit > 9 ? 100 : 10) + digit) % 97, 0) === 1;
}
