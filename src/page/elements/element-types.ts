import { ELEMENTS } from '../../wire/index.js';
import type { PayframeElementType } from '../types/index.js';

export const ELEMENT_TYPES = Object.keys(ELEMENTS) as PayframeElementType[];

/** The fields of a card in Elements of their own, in the order in which a person fills them. */
export const SPLIT_FIELDS = ELEMENT_TYPES.filter((type) => ELEMENTS[type].path.includes('#'));

/** The Elements whose frames send what a group holds. */
export const SENDERS = ELEMENT_TYPES.filter((type) => type === 'cardNumber' || !SPLIT_FIELDS.includes(type));

/** The type of PaymentMethod that is made of an Element. */
export const methodOf = (type: PayframeElementType): string => ELEMENTS[type].method;

export const isElementType = (type: unknown): type is PayframeElementType =>
  typeof type === 'string' && Object.hasOwn(ELEMENTS, type);
