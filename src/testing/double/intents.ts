import { type IntentObject, type JsonObject, readClientSecret } from '../../wire/index.js';
import { seconds } from './payment-methods.js';
import { invalidRequest, type Refusal } from './refusals.js';

/** The intents of a double: that of a client secret is made when it is first asked for, since no server makes any. */
export interface Intents {
  /** @throws Refusal for what is no client secret. */
  of(clientSecret: unknown): JsonObject;
  save(intent: JsonObject): JsonObject;
}

/** @param known What is to be different in the intents with these ids. */
export function createIntents(known: JsonObject): Intents {
  const intents = new Map<string, JsonObject>();
  const save = (intent: JsonObject) => {
    intents.set(`${intent.id}`, intent);
    return intent;
  };
  return {
    of(clientSecret) {
      const read = readClientSecret(clientSecret);
      if (!read) throw invalidRequest('A client secret is that of a PaymentIntent or of a SetupIntent.');
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

export const objectOf = (intent: JsonObject) => intent.object as IntentObject;

/** Where an intent says why its last confirm failed. */
export const errorNameOf = (intent: JsonObject): string =>
  objectOf(intent) === 'payment_intent' ? 'last_payment_error' : 'last_setup_error';

/** An intent is not in a state in which this can be done. */
export const unexpectedState = (message: string, intent: JsonObject): Refusal =>
  invalidRequest(message, { code: `${objectOf(intent)}_unexpected_state`, [objectOf(intent)]: intent });
