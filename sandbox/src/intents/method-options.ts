import type Stripe from 'stripe';
import { methods, type OptionsByType } from '../methods/index.js';

type Options = Stripe.PaymentIntent.PaymentMethodOptions & Stripe.SetupIntent.PaymentMethodOptions;

/**
 * The options of an intent's types, with what was given now. An option that empty text takes away is not there.
 *
 * @param purpose Whether they are a PaymentIntent's or a SetupIntent's.
 */
export const methodOptions = (
  types: string[],
  before: OptionsByType | null,
  given: OptionsByType,
  purpose: 'payment' | 'setUp' = 'payment',
): Options =>
  methods.byType(({ type, options }) => {
    if (!types.includes(type)) return undefined;
    const kept = entriesOf(given[type]).filter(([name]) => !options.once.includes(name));
    const all = { ...options[purpose].unset, ...before?.[type], ...Object.fromEntries(kept) };
    return Object.fromEntries(entriesOf(all).filter(([, value]) => value !== ''));
  }) as Options;

/** The options of one type for an attempt: those that the intent keeps, and those that are given for this one. */
export function optionsForAttempt(type: string, kept: object | null, given: OptionsByType = {}): object {
  const { once } = methods.of(type).options;
  const now = entriesOf((given as Record<string, object>)[type]).filter(([name]) => once.includes(name));
  return { ...(kept as Record<string, object> | null)?.[type], ...Object.fromEntries(now) };
}

const entriesOf = (options: object = {}) =>
  Object.entries(options).filter(([, value]) => value !== undefined);
