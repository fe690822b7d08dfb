/** The states of an Element that its container shows as classes. */
export type ElementStateName = 'base' | 'complete' | 'empty' | 'focus' | 'invalid' | 'webkitAutofill';

const NAMES: ElementStateName[] = ['base', 'complete', 'empty', 'focus', 'invalid', 'webkitAutofill'];

/** The name that Stripe.js uses, so that a shop's style sheet needs no change. */
const defaultClass = (state: ElementStateName) =>
  state === 'base' ? 'StripeElement' : `StripeElement--${state.replace('A', '-a')}`;

/**
 * Puts the classes of the states that hold on a container and takes the others off. All of them each time: a framework
 * that owns the node may have rewritten its `class` in between.
 */
export function showStates(
  container: Element,
  classes: Record<string, unknown>,
  states: Partial<Record<ElementStateName, boolean>>,
): void {
  const names = (state: ElementStateName) => {
    const given = classes[state];
    return (typeof given === 'string' ? given : defaultClass(state)).split(/\s+/).filter(Boolean);
  };
  container.classList.remove(...NAMES.flatMap(names));
  container.classList.add(...NAMES.filter((state) => states[state]).flatMap(names));
}
