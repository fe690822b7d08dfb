import { ELEMENTS } from '../../wire/index.js';
import { IntegrationError } from '../errors.js';
import { refuseSecret } from '../input/options.js';
import type { PayframeElementType } from '../types/index.js';

export const ELEMENT_TYPES = Object.keys(ELEMENTS) as PayframeElementType[];

/** Types that are one field of a card, in the order in which a person fills them in. */
export const SPLIT_FIELDS = ELEMENT_TYPES.filter((type) => ELEMENTS[type].path.includes('#'));

/** Types whose frames can send the data of a group. */
export const SENDERS = ELEMENT_TYPES.filter((type) => type === 'cardNumber' || !SPLIT_FIELDS.includes(type));

/** Returns the type of PaymentMethod that an Element is for. */
export const methodOf = (type: PayframeElementType): string => ELEMENTS[type].method;

/**
 * Returns a type that `create` can take.
 *
 * @throws IntegrationError for any other value.
 */
export function requireElementType(type: unknown): PayframeElementType {
  if (ELEMENT_TYPES.includes(type as PayframeElementType)) return type as PayframeElementType;
  throw new IntegrationError(
    `There is no Element of type "${refuseSecret(String(type), 'type')}" in this version of Payframe.`,
    'unknown_element',
    'type',
  );
}
