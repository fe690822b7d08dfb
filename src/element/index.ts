/** Custom elements, which are defined when this module is imported in a browser. */

import { ELEMENT_TYPES } from '../page/elements/element-types.js';
import type { ElementOf, PayframeElementType } from '../page/index.js';
import { fieldClass, type PayframeField } from './field.js';
import { dashed } from './properties.js';

export type { PayframeField };

/** `cardNumber` in the form `card-number`. */
type Dashed<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Dashed<Rest>}`
  : '';

/**
 * Custom elements by their names: `payframe-card`, `payframe-card-number` and so on, one for each type of
 * Element.
 */
export type PayframeFields = {
  [T in PayframeElementType as `payframe-${Dashed<T>}`]: PayframeField<ElementOf<T>>;
};

declare global {
  interface HTMLElementTagNameMap extends PayframeFields {}
}

/** Defines the elements. Existing definitions stay, as when a page has two copies of this module. */
function define(): void {
  const registry = globalThis.customElements;
  for (const type of ELEMENT_TYPES) {
    const name = `payframe-${dashed(type)}`;
    if (!registry?.get(name)) registry?.define(name, fieldClass(type));
  }
}

define();
