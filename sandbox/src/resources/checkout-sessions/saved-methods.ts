import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Work } from '../../kernel/scope.js';
import { startSession } from '../customer-sessions/index.js';
import { allowRedisplay } from '../payment-methods/index.js';

type Session = Stripe.Checkout.Session;

const feature = v.optional(v.picklist(['disabled', 'enabled']));

/** Reads what a known customer can do with saved payment methods in the page. */
export const savedMethodsParam = v.strictObject({
  allow_redisplay_filters: v.optional(v.pipe(v.array(allowRedisplay), v.minLength(1))),
  payment_method_remove: feature,
  payment_method_save: feature,
});

/** Returns what a known customer can do with saved payment methods; `null` for anybody else. */
export const savedMethodsOf = (
  customer: string | null,
  given: v.InferOutput<typeof savedMethodsParam> = {},
): Session['saved_payment_method_options'] =>
  customer === null
    ? null
    : {
        allow_redisplay_filters: given.allow_redisplay_filters ?? ['always'],
        payment_method_remove: given.payment_method_remove ?? 'disabled',
        payment_method_save: given.payment_method_save ?? null,
      };

/** Most saved payment methods that the page shows. */
const MOST_SHOWN = 10;

/** What a page wants of the features that the session has. */
export type WantedFeatures = Record<'redisplay' | 'save', 'auto' | 'never'>;

/** Returns the secret by which the page shows what its customer has saved; `null` where it shows nothing. */
export async function savedMethodsSecret(
  work: Work,
  { body, customerId }: { body: Session; customerId: string | null },
  wanted: WantedFeatures = { redisplay: 'auto', save: 'auto' },
): Promise<string | null> {
  const { saved_payment_method_options: options } = body;
  if (!customerId || !options) return null;
  const isSaving = options.payment_method_save === 'enabled' && wanted.save === 'auto';
  const { client_secret: secret } = await startSession(work, customerId, {
    payment_method_allow_redisplay_filters: (options.allow_redisplay_filters ?? ['always']) as ['always'],
    payment_method_redisplay: wanted.redisplay === 'auto' ? 'enabled' : 'disabled',
    payment_method_redisplay_limit: MOST_SHOWN,
    payment_method_remove: options.payment_method_remove === 'enabled' ? 'enabled' : 'disabled',
    payment_method_save: isSaving ? 'enabled' : 'disabled',
    payment_method_save_usage: isSaving ? 'off_session' : null,
    payment_method_set_as_default: 'disabled',
  });
  return secret;
}
