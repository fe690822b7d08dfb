import type Stripe from 'stripe';
import { methods } from '../../methods/index.js';

/** Returns what an invoice was paid with, such as `Visa •••• 4242`. */
export function paidWith({ payment_method_details: details }: Stripe.Charge): string {
  if (!details) return '';
  const { brand, last4 } = (
    details as unknown as Record<string, { brand?: string; last4?: string } | undefined>
  )[details.type] ?? { brand: undefined, last4: undefined };
  const { name } = methods.of(details.type as Parameters<typeof methods.of>[0]);
  return [BRANDS[brand ?? ''] ?? name, last4 && `•••• ${last4}`].filter(Boolean).join(' ');
}

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};
