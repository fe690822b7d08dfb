import type Stripe from 'stripe';
import { storyOf } from '../payments/words.js';

/** Says in words what an event means: what it tells of a payment, and of anything else what its type says. */
export function wordsOf(event: Stripe.Event): string {
  const { text } = storyOf(event);
  if (text !== event.type) return text;
  const words = event.type.replace(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
