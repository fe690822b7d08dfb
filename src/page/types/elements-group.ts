import type { AddressMode, PayframeAddressElement } from './address-element.js';
import type { PayframeCardElement } from './card-elements.js';
import type { CreatedMap, CreatedType, ElementOf, OwnMethods, PayframeElementType } from './element-map.js';
import type { ElementsUpdateOptions } from './elements-options.js';
import type { SubmitResult } from './results.js';

export interface PayframeElements {
  /**
   * Creates an Element. It shows nothing until it is mounted.
   *
   * @throws IntegrationError for an unknown type, or a second Element of the same type. Of Address Elements there may be one of
   * each mode.
   * @example
   * ```ts
   * const card = elements.create('card', { hidePostalCode: true });
   * card.mount('#card');
   * ```
   */
  create<T extends CreatedType>(type: T, options?: CreatedMap[T]['options']): OwnMethods<T> & ElementOf<T>;
  /** Returns the Address Element of a mode; by default the first. */
  getElement(type: 'address', options?: { mode: AddressMode }): PayframeAddressElement | null;
  /**
   * Returns the Element of that type, or `null` if there is none. Also takes a component function of a
   * wrapper.
   */
  getElement<T extends PayframeElementType>(type: T): (OwnMethods<T> & ElementOf<T>) | null;
  getElement(component: object): PayframeCardElement | null;
  update(options: ElementsUpdateOptions): Promise<void>;
  on(eventType: 'update-end', handler: () => unknown): void;
  /** Validates the content of the Elements, and shows missing values. */
  submit(): Promise<SubmitResult>;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
}

/** A group as a parameter: also one that a wrapper has typed as Stripe.js's. */
export type ElementsParam = Pick<PayframeElements, 'fetchUpdates' | 'on' | 'update'>;
