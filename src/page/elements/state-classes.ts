/** The states of an Element that its container shows as classes. */
export type ElementStateName = 'base' | 'complete' | 'empty' | 'focus' | 'invalid' | 'webkitAutofill';

/** The names that Stripe.js uses, so that a shop's style sheet needs no change. */
const DEFAULTS: Record<ElementStateName, string> = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
  webkitAutofill: 'StripeElement--webkit-autofill',
};

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
    return (typeof given === 'string' ? given : DEFAULTS[state]).split(/\s+/).filter(Boolean);
  };
  const all = Object.keys(DEFAULTS) as ElementStateName[];
  container.classList.remove(...all.flatMap(names));
  container.classList.add(...all.filter((state) => states[state]).flatMap(names));
}
