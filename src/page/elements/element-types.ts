import { ELEMENTS } from '../../wire/index.js';
import type { PayframeElementType } from '../types/index.js';

/** The fields of a card in Elements of their own, in the order in which a person fills them. */
export const SPLIT_FIELDS = (Object.keys(ELEMENTS) as PayframeElementType[]).filter((type) =>
  ELEMENTS[type].path.includes('#'),
);

/** The Elements whose frames send what a group holds. */
export const SENDERS: PayframeElementType[] = ['card', 'cardNumber', 'iban'];

export const isElementType = (type: unknown): type is PayframeElementType =>
  typeof type === 'string' && Object.hasOwn(ELEMENTS, type);
