import type Stripe from 'stripe';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { planOf } from './plan.js';

/** Tells that a price is there. What recurs is a plan too. */
export function tellCreated({ outbox }: Work, price: Stripe.Price): void {
  if (price.recurring) outbox.emit('plan.created', planOf(price));
  outbox.emit('price.created', price);
}

/** Tells that a price has changed, and its plan where that shows it. */
export function tellChanged({ outbox }: Work, before: Stripe.Price, after: Stripe.Price): void {
  if (after.recurring) {
    const [was, is] = [planOf(before), planOf(after)];
    const previous = previousAttributes(was, is);
    if (Object.keys(previous).length > 0) outbox.emit('plan.updated', is, previous);
  }
  outbox.emit('price.updated', after, previousAttributes(before, after));
}

/** Tells that a plan is deleted, and so its price. */
export function tellDeleted({ outbox }: Work, price: Stripe.Price): void {
  outbox.emit('plan.deleted', planOf(price));
  outbox.emit('price.deleted', price);
}
