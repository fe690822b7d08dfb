import { isRoutingNumber } from '../../../contract/routing-number.js';
import { digitsRule } from '../../input/digits.js';
import type { FieldErrorCode } from '../../input/text-rule.js';

const ROUTING_DIGITS = 9;
/** Lengths of account numbers. The field of Nacha's entries has 17 characters. */
const SHORTEST_ACCOUNT = 4;
const LONGEST_ACCOUNT = 17;

export const routingNumberRule = digitsRule(() => ROUTING_DIGITS);
export const accountNumberRule = digitsRule(() => LONGEST_ACCOUNT);

/** Returns the error of an ABA routing number, if any: too few digits, or a wrong check digit. */
export function routingNumberError(digits: string): FieldErrorCode | undefined {
  if (digits.length < ROUTING_DIGITS) return 'incomplete_routing_number';
  return isRoutingNumber(digits) ? undefined : 'invalid_routing_number';
}

/** Returns the error of an account number, if any. Banks choose their numbers, which have no check digit in common. */
export const accountNumberError = (digits: string): FieldErrorCode | undefined =>
  digits.length < SHORTEST_ACCOUNT ? 'incomplete_account_number' : undefined;

/** Returns the error of the account number's repetition, if any. It is no error while the number is only begun. */
export function confirmationError(digits: string, accountNumber: string): FieldErrorCode | undefined {
  if (digits === accountNumber) return accountNumberError(digits);
  return accountNumber.startsWith(digits)
    ? 'incomplete_account_number'
    : 'invalid_account_number_confirmation';
}
