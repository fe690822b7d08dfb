import type Stripe from 'stripe';
import * as v from 'valibot';
import { clearable, flag, metadata, text } from '../../kernel/http/params.js';
import { customFieldsParam } from '../invoices/index.js';

/** Reads whether a payment gets an invoice, and what that says. */
export const invoiceCreationParam = v.strictObject({
  enabled: flag,
  invoice_data: v.optional(
    v.strictObject({
      custom_fields: v.optional(clearable(customFieldsParam)),
      description: v.optional(text(1500)),
      footer: v.optional(text()),
      metadata,
    }),
    {},
  ),
});

/** Returns what a session shows of the invoice that its payment gets. */
export function invoiceCreationOf(
  given: v.InferOutput<typeof invoiceCreationParam> | undefined,
): Stripe.Checkout.Session.InvoiceCreation {
  const {
    custom_fields = null,
    description = null,
    footer = null,
    metadata = {},
  } = given?.invoice_data ?? {};
  return {
    enabled: given?.enabled ?? false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields,
      description,
      footer,
      issuer: null,
      metadata,
      rendering_options: null,
    },
  };
}
