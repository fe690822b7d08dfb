import type Stripe from 'stripe';
import { methods } from '../../methods/index.js';
import { brandName } from '../card-brands.js';

/** Returns what an invoice was paid with, such as `Visa •••• 4242`. */
export function paidWith({ payment_method_details: details }: Stripe.Charge): string {
  if (!details) return '';
  const { brand, last4 } = (
    details as unknown as Record<string, { brand?: string; last4?: string } | undefined>
  )[details.type] ?? { brand: undefined, last4: undefined };
  const { name } = methods.of(details.type as Parameters<typeof methods.of>[0]);
  return [brandName(brand) ?? name, last4 && `•••• ${last4}`].filter(Boolean).join(' ');
}
