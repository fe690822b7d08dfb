import type { Json, JsonObject } from '../../wire/index.js';
import { text } from '../input/options.js';

/** The states of an Element that its container shows as classes. */
export type ElementStateName = 'base' | 'complete' | 'empty' | 'focus' | 'invalid' | 'webkitAutofill';

const NAMES: ElementStateName[] = ['base', 'complete', 'empty', 'focus', 'invalid', 'webkitAutofill'];

/** Returns the class name that Stripe.js uses, so that a shop can keep its style sheet. */
const defaultClass = (state: ElementStateName) =>
  state === 'base' ? 'StripeElement' : `StripeElement--${state.replace('A', '-a')}`;

/**
 * Adds the classes of the current states to a container and removes the others. It writes all of them each time, because a
 * framework that owns the node may have rewritten its `class` in between.
 *
 * @param classes The option `classes`.
 */
export function showStates(
  container: Element,
  classes: Json | undefined,
  states: Partial<Record<ElementStateName, boolean>>,
): void {
  const names = (state: ElementStateName) =>
    (text((classes as JsonObject | null)?.[state]) ?? defaultClass(state)).split(/\s+/).filter(Boolean);
  container.classList.remove(...NAMES.flatMap(names));
  container.classList.add(...NAMES.filter((state) => states[state]).flatMap(names));
}
