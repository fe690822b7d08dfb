import * as v from 'valibot';
import { captureMethod, looseOptionsParams, methodTypes } from '../../intents/index.js';
import { common, country, currency, integer, text } from '../../kernel/http/params.js';
import { futureUsage } from '../payment-methods/index.js';

const deferredIntent = v.strictObject({
  mode: v.picklist(['payment', 'setup', 'subscription']),
  amount: v.optional(integer({ minimum: 0 })),
  currency: v.optional(currency),
  setup_future_usage: v.optional(futureUsage),
  capture_method: v.optional(captureMethod),
  on_behalf_of: v.optional(text()),
  payment_method_types: v.optional(methodTypes),
  allowed_payment_method_types: v.optional(methodTypes),
  excluded_payment_method_types: v.optional(methodTypes),
  payment_method_configuration: v.optional(text()),
  payment_method_options: v.optional(looseOptionsParams),
});

export type DeferredIntent = v.InferOutput<typeof deferredIntent>;

export const sessionParams = v.strictObject({
  ...common,
  client_secret: v.optional(text()),
  customer_session_client_secret: v.optional(text()),
  deferred_intent: v.optional(deferredIntent),
  country: v.optional(country),
});

export type SessionParams = v.InferOutput<typeof sessionParams>;
