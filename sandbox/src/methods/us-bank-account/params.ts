import * as v from 'valibot';
import { text } from '../../kernel/http/params.js';
import type { MethodOptions } from '../method.js';

export const holderType = v.picklist(['company', 'individual']);
export const accountType = v.picklist(['checking', 'savings']);

/** Reads an account by its numbers, or by the connection to its bank. */
export const accountParams = v.strictObject({
  account_holder_type: v.optional(holderType),
  account_number: v.optional(text(50)),
  account_type: v.optional(accountType),
  financial_connections_account: v.optional(text()),
  routing_number: v.optional(text(50)),
});

export type AccountParams = v.InferOutput<typeof accountParams>;

export const changeParams = v.strictObject({
  account_holder_type: v.optional(holderType),
  account_type: v.optional(accountType),
});

export type AccountChange = v.InferOutput<typeof changeParams>;

/** Options of an intent that decide how an account is verified. */
export interface VerificationOptions {
  verification_method?: 'automatic' | 'instant' | 'microdeposits' | 'skip';
}

/** Options of an intent for its mandate. */
export interface MandateOptions {
  collection_method?: 'paper';
}

const params = {
  mandate_options: v.optional(v.strictObject({ collection_method: v.optional(v.picklist(['paper'])) })),
  financial_connections: v.optional(
    v.strictObject({
      permissions: v.optional(v.array(text(50))),
      prefetch: v.optional(v.array(text(50))),
      return_url: v.optional(text(2048)),
    }),
  ),
  // `skip` is for servers that have verified the account themselves.
  verification_method: v.optional(v.picklist(['automatic', 'instant', 'microdeposits', 'skip'])),
};

const set = { params, unset: { verification_method: 'automatic' } };

export const accountOptions: MethodOptions = {
  payment: set,
  setUp: set,
  once: [],
  fromBrowser: [],
  inToken: [],
};
