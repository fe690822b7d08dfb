import type { CardBrand, CardNetwork } from '../../../../src/contract/card-brands.js';
import { type CardWallet, keepCard, keepNamedCard } from '../../../../src/contract/kept-card.js';
import { passesLuhn } from '../../../../src/contract/luhn.js';
import { findTestCard, type TestCard } from '../../../../src/contract/test-cards.js';
import { cardError } from '../../kernel/errors.js';
import type { Secrets } from '../../kernel/secrets.js';
import { declineError } from './declines.js';
import type { StoredCard } from './stored-card.js';

/** A card as it arrives. It stays in this file, which passes on only a `StoredCard`. */
export interface RawCard {
  number: string;
  exp_month: string;
  exp_year: string;
  cvc?: string | undefined;
  wallet?: { type: CardWallet } | undefined;
}

/**
 * Turns a card that was typed into the data that may be stored.
 *
 * @throws ApiError 402 `card_error`: `incorrect_number`, `invalid_number`, `invalid_expiry_month`,
 * `invalid_expiry_year`, `invalid_cvc`, or `card_declined` with `test_mode_live_card` for a number that is
 * no test card.
 */
export function readTestCard(
  raw: RawCard,
  preferredNetwork: CardNetwork | null,
  accountId: string,
  { secrets, now }: { secrets: Secrets; now: Date },
): StoredCard {
  const number = readNumber(raw.number);
  const { expMonth, expYear } = readExpiry(raw.exp_month, raw.exp_year, now);
  const testCard = findTestCard(number);
  checkCvc(raw.cvc, testCard?.brand);
  if (!testCard) throw declineError('test_mode_live_card');
  const wallet = raw.wallet && { wallet: raw.wallet.type };
  const typed = { expMonth, expYear, preferredNetwork, cvcProvided: Boolean(raw.cvc), ...wallet };
  return { ...keepCard(testCard, typed), fingerprint: secrets.cardFingerprint(accountId, number) };
}

/** Returns the stored data of a test card that was named instead of typed. */
export const namedTestCard = (
  testCard: TestCard,
  accountId: string,
  { secrets, now }: { secrets: Secrets; now: Date },
): StoredCard => ({
  ...keepNamedCard(testCard, now),
  fingerprint: secrets.cardFingerprint(accountId, testCard.number),
});

// Lengths: ISO/IEC 7812-1 allows up to 19 digits; no brand in use has fewer than 12.
function readNumber(text: string): string {
  const number = text.replace(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(number)) {
    throw cardError('Your card number is invalid.', { code: 'invalid_number', param: 'number' });
  }
  if (!passesLuhn(number)) {
    throw cardError('Your card number is incorrect.', { code: 'incorrect_number', param: 'number' });
  }
  return number;
}

const YEARS_AHEAD = 50;

/**
 * Reads when a card expires. A card is valid until the last day of its month, wherever the cardholder is:
 * until the first day after it, in UTC-12.
 *
 * @throws ApiError 402 `invalid_expiry_month` or `invalid_expiry_year`.
 */
export function readExpiry(
  monthText: string,
  yearText: string,
  now: Date,
): { expMonth: number; expYear: number } {
  const [expMonth, expYear] = [Number(monthText), fullYear(yearText)];
  const here = new Date(now.getTime() - 12 * 3600 * 1000);
  const [month, year] = [here.getUTCMonth() + 1, here.getUTCFullYear()];
  if (!/^\d{1,2}$/.test(monthText) || expMonth < 1 || expMonth > 12) throw invalidMonth();
  if (!/^(\d{2}|\d{4})$/.test(yearText) || expYear < year || expYear > year + YEARS_AHEAD) {
    throw cardError("Your card's expiration year is invalid.", {
      code: 'invalid_expiry_year',
      param: 'exp_year',
    });
  }
  if (expYear === year && expMonth < month) throw invalidMonth();
  return { expMonth, expYear };
}

const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

const invalidMonth = () =>
  cardError("Your card's expiration month is invalid.", {
    code: 'invalid_expiry_month',
    param: 'exp_month',
  });

// American Express prints four digits on the front, every other brand three on the back.
function checkCvc(cvc: string | undefined, brand: CardBrand | undefined): void {
  if (!cvc) return;
  const shape = brand === 'amex' ? /^\d{3,4}$/ : brand ? /^\d{3}$/ : /^\d{3,4}$/;
  if (!shape.test(cvc)) {
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  }
}
