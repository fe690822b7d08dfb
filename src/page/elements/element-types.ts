import type { ElementState } from '../../wire/index.js';

interface ElementTypeInfo {
  /** The frame's address on the host; a fragment names the field that it shows. */
  path: string;
  /** What it takes, for a screen reader, until the frame says so in the person's language. */
  title: string;
  /** What a `change` event says beside `empty`, `complete` and `error`. */
  details(state: ElementState): object;
}

const CARD = '/frame/v1/card.html';
const brand = (state: ElementState) => ({ brand: state.brand });
const value = ({ postalCode }: ElementState) => ({ value: { postalCode } });

/** The types of Elements that there are. */
export const ELEMENT_TYPES = {
  card: {
    path: CARD,
    title: 'card payment',
    details: (state) => ({ ...value(state), ...brand(state) }),
  },
  cardNumber: { path: `${CARD}#cardNumber`, title: 'card number', details: brand },
  cardExpiry: {
    path: `${CARD}#cardExpiry`,
    title: 'expiration date',
    details: () => ({}),
  },
  cardCvc: { path: `${CARD}#cardCvc`, title: 'security code', details: () => ({}) },
  postalCode: { path: `${CARD}#postalCode`, title: 'postal code', details: value },
  iban: {
    path: '/frame/v1/iban.html',
    title: 'IBAN',
    details: ({ country, bankName }) => ({ country, bankName }),
  },
} satisfies Record<string, ElementTypeInfo>;

export type ElementType = keyof typeof ELEMENT_TYPES;

/** The fields of a card in Elements of their own, in the order in which a person fills them. */
export const SPLIT_FIELDS: ElementType[] = ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'];

/** The Elements whose frames send what a group holds. */
export const SENDERS: ElementType[] = ['card', 'cardNumber', 'iban'];

export const isElementType = (type: unknown): type is ElementType =>
  typeof type === 'string' && Object.hasOwn(ELEMENT_TYPES, type);
