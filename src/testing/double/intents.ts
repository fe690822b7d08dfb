import { type IntentObject, type JsonObject, readClientSecret } from '../../wire/index.js';
import { seconds } from './payment-methods.js';
import { invalidRequest, type Refusal } from './refusals.js';

/**
 * Intents of a double. Because no server creates them, an intent is created when its client secret is first
 * used.
 */
export interface Intents {
  /**
   * Returns the intent of a client secret.
   *
   * @throws Refusal for a value that is no client secret.
   */
  of(clientSecret: unknown): JsonObject;
  save(intent: JsonObject): JsonObject;
  /**
   * Changes an intent as soon as it is read after so many seconds, unless it was saved again before: what a payer or a
   * bank decides later.
   */
  later(intent: JsonObject, seconds: number, change: () => void): void;
}

/**
 * Creates the intents of a double.
 *
 * @param known Properties that differ from the defaults in the intents with these ids.
 */
export function createIntents(known: JsonObject): Intents {
  const intents = new Map<string, JsonObject>();
  const changes = new Map<string, { at: number; change(): void }>();
  const save = (intent: JsonObject) => {
    intents.set(`${intent.id}`, intent);
    changes.delete(`${intent.id}`);
    return intent;
  };

  function applyDue(id: string) {
    const due = changes.get(id);
    if (!due || Date.now() < due.at) return;
    changes.delete(id);
    due.change();
  }

  return {
    of(clientSecret) {
      const read = readClientSecret(clientSecret);
      if (!read)
        throw invalidRequest('A client secret is that of a PaymentIntent or SetupIntent.', {
          param: 'client_secret',
        });
      applyDue(read.id);
      const found = intents.get(read.id);
      return (
        found ??
        save({
          ...newIntent(read.object),
          ...read,
          client_secret: `${clientSecret}`,
          ...(known[read.id] as JsonObject),
        })
      );
    },
    save,
    later: ({ id }, wait, change) => void changes.set(`${id}`, { at: Date.now() + wait * 1000, change }),
  };
}

const newIntent = (object: IntentObject): JsonObject => ({
  automatic_payment_methods: null,
  cancellation_reason: null,
  created: seconds(),
  description: null,
  livemode: false,
  next_action: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_types: ['card', 'sepa_debit'],
  status: 'requires_payment_method',
  ...(object === 'setup_intent'
    ? { last_setup_error: null, usage: 'off_session' }
    : {
        amount: 1000,
        amount_details: { tip: {} },
        canceled_at: null,
        capture_method: 'automatic_async',
        confirmation_method: 'automatic',
        currency: 'usd',
        last_payment_error: null,
        processing: null,
        receipt_email: null,
        setup_future_usage: null,
        shipping: null,
        source: null,
      }),
});

/** Statuses of intents that can still be confirmed. */
export const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

export const objectOf = (intent: JsonObject) => intent.object as IntentObject;

/** Returns the property in which an intent keeps the error of its last confirm. */
export const errorNameOf = (intent: JsonObject): string =>
  objectOf(intent) === 'payment_intent' ? 'last_payment_error' : 'last_setup_error';

/** Returns the error for an intent whose status does not allow an action. */
export const unexpectedState = (message: string, intent: JsonObject): Refusal =>
  invalidRequest(message, { code: `${objectOf(intent)}_unexpected_state`, [objectOf(intent)]: intent });
