import { checkTypes, configurationIn, typesIn } from '../../intents/index.js';
import type { Work } from '../../kernel/scope.js';
import { occasionOf, payment } from '../payment-intents/index.js';
import { setUpOccasionOf, setup } from '../setup-intents/index.js';
import type { SessionRow } from './store.js';

type Subject = Pick<SessionRow, 'body' | 'hidden'>;

/** Tells whether something is paid as soon as a session is complete. Otherwise a payment method is at most saved. */
export const paysNow = ({ body }: Pick<SessionRow, 'body'>): boolean =>
  body.mode !== 'setup' && (body.amount_total ?? 0) > 0;

/** Tells whether a session takes a payment method. */
export const takesMethod = (session: Pick<SessionRow, 'body'>): boolean => {
  const { mode, payment_method_collection: collection } = session.body;
  return paysNow(session) || mode === 'setup' || (mode === 'subscription' && collection !== 'if_required');
};

/** Tells how long a payment method is kept: for later payments without its holder, or at most for this one. */
export const usageOf = ({ body, hidden }: Subject): 'off_session' | 'on_session' | undefined =>
  body.mode === 'payment' ? hidden.payment_intent_data?.setup_future_usage : 'off_session';

/**
 * Returns the types of payment method that are offered for a session.
 *
 * @throws ApiError 400 for a type that does not exist, and where none is left.
 */
export async function offeredFor(work: Work, session: Subject): Promise<string[]> {
  const { body, hidden } = session;
  const params = {
    payment_method_types: hidden.types ?? undefined,
    allowed_payment_method_types: body.allowed_payment_method_types ?? undefined,
    excluded_payment_method_types: body.excluded_payment_method_types?.length
      ? body.excluded_payment_method_types
      : undefined,
    payment_method_configuration: hidden.payment_method_configuration,
  };
  if (!takesMethod(session)) return hidden.types ?? [];
  const configuration = await configurationIn(work, params);
  const switchedOn = configuration?.on ?? null;
  const automatic_payment_methods = {
    allow_redirects: body.redirect_on_completion === 'never' ? 'never' : 'always',
  };
  const occasion = paysNow(session)
    ? occasionOf({
        amount: body.amount_total ?? 0,
        automatic_payment_methods,
        capture_method: hidden.payment_intent_data?.capture_method ?? 'automatic_async',
        currency: String(body.currency),
        setup_future_usage: usageOf(session) ?? null,
      })
    : setUpOccasionOf({ automatic_payment_methods });
  const types = paysNow(session)
    ? typesIn(payment, params, { ...occasion, switchedOn })
    : typesIn(setup, params, { ...occasion, switchedOn });
  checkTypes(payment, types);
  return types;
}
