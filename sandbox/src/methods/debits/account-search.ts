import type { TestAccounts } from '../../../../src/contract/test-accounts.js';
import type { FoundNumber, NumberSearch } from '../../kernel/number-searches.js';
import { readingsOf } from '../../kernel/readings.js';

/** Length from which a number without its bank's code can't be an order's or a customer's by chance. */
const UNMISTAKABLE = 12;

/** Anything but letters may stand between two digits. */
const BETWEEN = '[^\\p{L}\\p{N}]*';

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
  const pattern = new RegExp(`(?<!\\d)(${spaced(bankCode)}${BETWEEN})?(?:${numbers})(?!\\d)`, 'gu');
  const param = `${type}[account_number]`;
  const find = (text: string): FoundNumber[] =>
    readingsOf(text, length).flatMap((reading) =>
      [...reading.text.matchAll(pattern)].map(({ 0: found, 1: code, index }) => ({
        ...reading.origin(index, index + found.length),
        isTest: code !== undefined || length >= UNMISTAKABLE,
      })),
    );
  return {
    name,
    params: new Set([param, `payment_method_data[${param.replace('[', '][')}`]),
    hint: `Account numbers belong only in ${param}, where they are not stored.`,
    find,
  };
}

const spaced = (number: string) => [...number].join(BETWEEN);
