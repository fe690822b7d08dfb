import { ELEMENTS } from '../../wire/index.js';
import { IntegrationError } from '../errors.js';
import { refuseSecret, text } from '../input/options.js';
import type { PayframeElementType } from '../types/index.js';

export const ELEMENT_TYPES = Object.keys(ELEMENTS) as PayframeElementType[];

/** Types that are one field of a card, in the order in which a person fills them in. */
export const SPLIT_FIELDS = /* @__PURE__ */ ELEMENT_TYPES.filter((type) => ELEMENTS[type].path.includes('#'));

/** Returns the type of PaymentMethod that an Element is for; empty for one that sends nothing. */
export const methodOf = (type: PayframeElementType): string => ELEMENTS[type].method;

/**
 * Types whose frames can send the data of a group. Of a card's fields, that is the first: its number. `indexOf`, because
 * Svelte warns of `includes` with a second argument.
 */
export const SENDERS = /* @__PURE__ */ ELEMENT_TYPES.filter(
  (type) => methodOf(type) && SPLIT_FIELDS.indexOf(type) < 1,
);

/**
 * Returns a type that `create` can take.
 *
 * @throws IntegrationError for any other value. With a test key, the page shows its message too: an error in a render
 * leaves nothing but an empty page.
 */
export function requireElementType(type: unknown, { key }: { key: string }): PayframeElementType {
  if (ELEMENT_TYPES.includes(type as PayframeElementType)) return type as PayframeElementType;
  const given = refuseSecret(text(type) ?? typeof type, 'type');
  const message = `There is no Element of type "${given}": ${ELEMENT_TYPES.join(', ')}.`;
  if (/^pk_test/.test(key)) globalThis.document?.body?.append(message);
  throw new IntegrationError(message, 'unknown_element', 'type');
}

/** Makes the error for a call that needs a mounted Element: one of the type, or, by default, of any type that sends data. */
export const notMounted = (type: string = SENDERS.join(', ')): IntegrationError =>
  new IntegrationError(`Mount an Element of type ${type}.`, 'element_not_mounted', 'element');
