import type { TestAccounts } from '../../../../src/contract/test-accounts.js';
import type { FoundNumber, NumberSearch } from '../../kernel/number-searches.js';
import { readingsOf } from '../../kernel/readings.js';

/** Length from which a number without its bank's code can't be an order's or a customer's by chance. */
const UNMISTAKABLE = 12;

/**
 * Anything but letters may stand between two digits. A text is searched with a space for each such character, because
 * a pattern with a Unicode class behind every digit takes tens of milliseconds to compile.
 */
const BETWEEN = ' *';
const NO_LETTER_OR_NUMBER = /[^\p{L}\p{N}]/gu;
const withSpaces = (text: string) => text.replace(NO_LETTER_OR_NUMBER, ({ length }) => ' '.repeat(length));

/**
 * Creates the search for the numbers of test accounts in a text, with anything but letters between their
 * digits, and with digits of any script. A short number counts as a test account's only after its bank's
 * code: an order may have such a number.
 */
export function accountSearch(
  { all, bankCode }: TestAccounts,
  { type, name }: { type: string; name: string },
): NumberSearch {
  const length = Math.min(...all.map(({ number }) => number.length));
  const numbers = all.map(({ number }) => spaced(number)).join('|');
  const pattern = new RegExp(`(?<!\\d)(${spaced(bankCode)}${BETWEEN})?(?:${numbers})(?!\\d)`, 'g');
  const param = `${type}[account_number]`;
  const find = (text: string): FoundNumber[] =>
    readingsOf(text, length).flatMap((reading) =>
      [...withSpaces(reading.text).matchAll(pattern)].map(({ 0: found, 1: code, index }) => ({
        ...reading.origin(index, index + found.length),
        isTest: code !== undefined || length >= UNMISTAKABLE,
      })),
    );
  return {
    name,
    params: new Set([
      param,
      `payment_method_data[${param.replace('[', '][')}`,
      'bank_account[account_number]',
      'external_account[account_number]',
    ]),
    hint: `Account numbers belong only in ${param}, where they are not stored.`,
    find,
  };
}

const spaced = (number: string) => [...number].join(BETWEEN);
