import type { ElementState } from '../../wire/index.js';

interface ElementTypeInfo {
  /** What it takes, for a screen reader, until the frame says so in the person's language. */
  title: string;
  /** What a `change` event says beside `empty`, `complete` and `error`. */
  details(state: ElementState): object;
}

const brand = (state: ElementState) => ({ brand: state.brand });
const value = ({ postalCode }: ElementState) => ({ value: { postalCode } });

/** The types of Elements that there are. */
export const ELEMENT_TYPES = {
  card: { title: 'card payment', details: (state) => ({ ...value(state), ...brand(state) }) },
  cardNumber: { title: 'card number', details: brand },
  cardExpiry: { title: 'expiration date', details: () => ({}) },
  cardCvc: { title: 'security code', details: () => ({}) },
  postalCode: { title: 'postal code', details: value },
  iban: { title: 'IBAN', details: ({ country, bankName }) => ({ country, bankName }) },
} satisfies Record<string, ElementTypeInfo>;

export type ElementType = keyof typeof ELEMENT_TYPES;

const isWhole = (type: ElementType) => /^(card|iban)$/.test(type);

/** The document that an Element shows, among the host's frames; a fragment names the field of a card that is alone. */
export const documentOf = (type: ElementType): string =>
  isWhole(type) ? `${type}.html` : `card.html#${type}`;

/** The fields of a card in Elements of their own, in the order in which a person fills them. */
export const SPLIT_FIELDS = (Object.keys(ELEMENT_TYPES) as ElementType[]).filter((type) => !isWhole(type));

/** The Elements whose frames send what a group holds. */
export const SENDERS: ElementType[] = ['card', 'cardNumber', 'iban'];

export const isElementType = (type: unknown): type is ElementType =>
  typeof type === 'string' && Object.hasOwn(ELEMENT_TYPES, type);
