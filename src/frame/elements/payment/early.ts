import type { ElementsSession } from '../../../contract/elements-session.js';
import type { JsonObject } from '../../../wire/index.js';
import { isCollapsedAtFirst, type Layout } from './layout.js';
import { groupOption } from './session.js';

/** What is shown before the host has answered, where the options say that a card is open at first. */
export const EARLY = {
  payment_methods: [{ type: 'card', flow: 'direct' }],
  account: { country: '' },
} as ElementsSession;

const CARD = /\bcard\b/;

/**
 * Returns how many methods there are at least, if the options say that a card is open at first, and else 0. Among the methods of a
 * host, the card is the first.
 */
export function countEarly(
  group: JsonObject,
  options: JsonObject,
  layoutFor: (count: number) => Layout,
): number {
  const allowed = groupOption(group, 'allowedPaymentMethodTypes') ?? groupOption(group, 'paymentMethodTypes');
  const layout = layoutFor(2);
  // An intent that exists has types of its own, and saved methods come before a card.
  if (group.mode == null || group.customerSessionClientSecret) return 0;
  if (`${allowed}` === 'card') return 1;
  return layout.type === 'accordion' &&
    !isCollapsedAtFirst(options.layout, layout, 2) &&
    CARD.test(`${allowed ?? 'card'}`) &&
    !CARD.test(`${groupOption(group, 'excludedPaymentMethodTypes')}`) &&
    /^card\b/.test(`${options.paymentMethodOrder ?? 'card'}`)
    ? 2
    : 0;
}
