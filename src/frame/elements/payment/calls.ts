import type { ElementsSession, SessionMethod } from '../../../contract/elements-session.js';
import { type CallMessage, isRecord, type Json, type JsonObject } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { answerCall, type ElementCalls } from '../../api/element-calls.js';
import type { ApiAccess } from '../../api/headers.js';
import {
  confirm,
  confirmationTokenRequest,
  methodData,
  recordOf,
  retrieveIntent,
} from '../../api/intent-requests.js';
import { createSender, type Send } from '../../api/sender.js';
import { MANDATE } from '../iban/requests.js';
import { billingDetails, valueAt } from './billing.js';
import { mismatch } from './deferred.js';

/** What a person has chosen and typed, with what the calls need to know of the form. */
export interface Chosen {
  method: SessionMethod;
  session: ElementsSession;
  /** The options of the group. */
  group: JsonObject;
  /** Own data of the method, for `payment_method_data[<type>]`. */
  data: JsonObject;
  /** Own options of the method. */
  options: JsonObject;
  /** Text whose digits no answer may bring to the page. */
  secret: string;
  /** Whether the method has a text that a person agrees to. */
  agrees: boolean;
  /** The billing details that were typed, by their paths. */
  typed: [path: string, value: string][];
  /** The billing details that the page gave to begin with. */
  defaults: Json | undefined;
  /** Paths of the billing details that the page has hidden and has to pass. */
  hidden: string[];
}

/** Function that reads the intent to which a client secret belongs. */
export type Retrieve = (clientSecret: unknown) => Promise<Answer>;

/**
 * Creates the calls of a Payment Element, for one page.
 *
 * @param send Sends a request; by default to the API of the frame's own origin.
 * @param retrieve Reads an intent; by default from there too.
 */
export function createCalls(
  access: ApiAccess,
  send: Send = createSender(access),
  retrieve: Retrieve = (clientSecret) => retrieveIntent(clientSecret, access),
) {
  const calls: ElementCalls<Chosen> = {
    async createPaymentMethod(chosen, params, deliver) {
      if (chosen.group.paymentMethodCreation !== 'manual') return NOT_MANUAL;
      const made = paymentMethod(chosen, params);
      return 'error' in made ? made : deliver({ path: '/v1/payment_methods', params: made.data });
    },
    async createConfirmationToken(chosen, params, deliver) {
      const made = paymentMethod(chosen, methodData(params));
      if ('error' in made) return made;
      const { payment_method_data: _, ...others } = params;
      return deliver(confirmationTokenRequest({ ...others, ...agreement(chosen, others) }, made.data));
    },
    async confirm(chosen, params, deliver) {
      const made = paymentMethod(chosen, methodData(params));
      if ('error' in made) return made;
      const wrong = chosen.session.intent
        ? undefined
        : await mismatch(chosen.group, () => retrieve(params.client_secret));
      if (wrong) return { error: wrong };
      return confirm(
        { ...params, ...agreement(chosen, params) },
        { payment_method_data: made.data },
        deliver,
      );
    },
  };

  return (message: CallMessage, chosen: Chosen): Promise<Answer> =>
    answerCall(calls, message, chosen, chosen.secret, send);
}

const NOT_MANUAL: Answer = {
  error: {
    type: 'invalid_request_error',
    code: 'invalid_option',
    param: 'paymentMethodCreation',
    message:
      "createPaymentMethod({ elements }) needs elements({ paymentMethodCreation: 'manual' }). Otherwise use confirmPayment or createConfirmationToken.",
  },
};

/** Returns the data of the payment method: the page's own over what was typed, and that over the default values. */
function paymentMethod(
  { method, data, typed, defaults, hidden }: Chosen,
  given: JsonObject,
): { data: JsonObject } | Extract<Answer, { error: unknown }> {
  const own = recordOf(given.billing_details);
  const missing = hidden.filter((path) => valueAt(own, path) === undefined);
  if (missing.length) return missingDetails(missing);
  const billing_details = merged(merged(recordOf(defaults), billingDetails(typed)), own);
  const { type } = method;
  return {
    // The typed data come last, so that no parameter of the page's replaces them.
    data: {
      ...given,
      ...(Object.keys(billing_details).length && { billing_details }),
      type,
      [type]: data,
    },
  };
}

/** Merges billing details: `over` counts before `under`, in the address too. */
function merged(under: JsonObject, over: JsonObject): JsonObject {
  const address = { ...recordOf(under.address), ...recordOf(over.address) };
  return { ...under, ...over, ...(Object.keys(address).length && { address }) };
}

function missingDetails(paths: string[]): Extract<Answer, { error: unknown }> {
  const full = paths.map((path) => `payment_method_data.billing_details.${path}`);
  return {
    error: {
      type: 'invalid_request_error',
      code: 'parameter_missing',
      param: `${full[0]}`,
      message: `The option fields hides these billing details with never, so the call has to pass them: ${full.join(', ')}. null counts as passed.`,
    },
  };
}

/** Returns the parameters that the method adds: its options, and the acceptance of its mandate. */
function agreement(
  { method, options, agrees }: Chosen,
  { payment_method_options, mandate_data }: JsonObject,
): JsonObject {
  const { type, flow, saved } = method;
  const given = recordOf(payment_method_options);
  return {
    ...(Object.keys(options).length && {
      payment_method_options: { ...given, [type]: { ...recordOf(given[type]), ...options } },
    }),
    ...(agrees &&
      type !== 'card' &&
      (flow === 'debit' || saved) &&
      !isRecord(mandate_data) && {
        mandate_data: MANDATE,
      }),
  };
}
