import type { ElementState } from '../../wire/index.js';
import type { PayframeElementType } from '../types/index.js';

interface ElementTypeInfo {
  /** What it takes, for a screen reader, until the frame says so in the person's language. */
  title: string;
  /** What a `change` event says beside `empty`, `complete` and `error`. */
  details(state: ElementState): object;
}

const brand = (state: ElementState) => ({ brand: state.brand });
const value = ({ postalCode }: ElementState) => ({ value: { postalCode } });

/** The types of Elements that there are. */
export const ELEMENT_TYPES: Record<PayframeElementType, ElementTypeInfo> = {
  card: { title: 'card payment', details: (state) => ({ ...value(state), ...brand(state) }) },
  cardNumber: { title: 'card number', details: brand },
  cardExpiry: { title: 'expiration date', details: () => ({}) },
  cardCvc: { title: 'security code', details: () => ({}) },
  postalCode: { title: 'postal code', details: value },
  iban: { title: 'IBAN', details: ({ country, bankName }) => ({ country, bankName }) },
};

const isWhole = (type: PayframeElementType) => /^(card|iban)$/.test(type);

/** The document that an Element shows, among the host's frames; a fragment names the field of a card that is alone. */
export const documentOf = (type: PayframeElementType): string =>
  isWhole(type) ? `${type}.html` : `card.html#${type}`;

/** The fields of a card in Elements of their own, in the order in which a person fills them. */
export const SPLIT_FIELDS = (Object.keys(ELEMENT_TYPES) as PayframeElementType[]).filter(
  (type) => !isWhole(type),
);

/** The Elements whose frames send what a group holds. */
export const SENDERS: PayframeElementType[] = ['card', 'cardNumber', 'iban'];

export const isElementType = (type: unknown): type is PayframeElementType =>
  typeof type === 'string' && Object.hasOwn(ELEMENT_TYPES, type);
