import {
  type CallMessage,
  isRecord,
  type Json,
  type JsonObject,
  readClientSecret,
  type Tell,
  type WireError,
} from '../../../wire/index.js';
import { type Answer, unreachable } from '../../api/answer.js';
import { shaped } from '../../api/answer-shape.js';
import { awaitPayer } from '../../api/await-payer.js';
import { MANDATE } from '../../api/debit-calls.js';
import { answerCall, type ElementCalls } from '../../api/element-calls.js';
import {
  confirm,
  confirmationTokenRequest,
  methodData,
  recordOf,
  retrieveIntent,
} from '../../api/intent-requests.js';
import { createSender, type Request, type Send } from '../../api/sender.js';
import { fieldError, firstError } from '../../input/field-state.js';
import { incomplete_method } from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import type { Opening } from '../../runtime/serve-page.js';
import { createCvcConfirm } from '../card/cvc-confirm.js';
import { cvcTokenRequest } from '../card/requests.js';
import { valueAt } from './billing.js';
import { type Chosen, chosenIn, merged } from './chosen.js';
import { mismatch } from './deferred.js';
import { groupOption } from './session.js';
import { checkedParts, choiceIn, type Filled, takeSnapshot } from './snapshot.js';

learn({ incomplete_method });

/** Function that reads the intent to which a client secret belongs. */
export type Retrieve = (clientSecret: unknown) => Promise<Answer>;

/** What a call is about, besides its message. */
interface Asked extends Filled {
  /** Settles when the host has answered, with the error if there is no form. With `anew`, it is asked again. */
  load(anew: boolean): Promise<WireError | undefined>;
  /** Settles when it is known whether another Element of the group asks for the email address. */
  following: Promise<void> | undefined;
  /** Shows the form again. */
  changed(): void;
}

/**
 * Creates the calls of a Payment Element, for one page, which is told now which of its options have a wrong value. In test mode it is
 * told that with the names that it has misspelt.
 *
 * @param send Sends a request; by default to the API of the frame's own origin.
 * @param retrieve Reads an intent; by default from there too.
 */
export function createCalls(
  access: Opening,
  tell: Tell = () => {},
  send: Send = createSender(access),
  retrieve: Retrieve = (clientSecret) => retrieveIntent(clientSecret, access),
) {
  const confirmWithCvc = createCvcConfirm();
  const proofreader = import('../../runtime/misspelt.js').catch(() => undefined);
  if (!/^pk_test/.test(access.key)) void proofreader.then((it) => it?.tellWrongValues(access.options, tell));

  const calls: ElementCalls<Chosen> = {
    async createPaymentMethod(chosen, params, deliver) {
      if (chosen.group.paymentMethodCreation !== 'manual') return NOT_MANUAL;
      if (chosen.saved) return { value: shaped(chosen.saved, new Set()) };
      const made = await paymentMethod(chosen, params, deliver);
      return 'error' in made ? made : deliver({ path: '/v1/payment_methods', params: made.data });
    },
    async createConfirmationToken(chosen, own, deliver) {
      const params = withShipping(own, chosen);
      const { payment_method_data: _, ...given } = params;
      const others = { setup_future_usage: groupOption(chosen.group, 'setupFutureUsage'), ...given };
      if (chosen.saved) return savedToken(chosen, others, deliver);
      const made = await paymentMethod(chosen, methodData(params), deliver);
      if ('error' in made) return made;
      return deliver(confirmationTokenRequest({ ...others, ...agreement(chosen, others) }, made.data));
    },
    async confirm(chosen, own, deliver) {
      const params =
        readClientSecret(own.client_secret)?.object === 'setup_intent' ? own : withShipping(own, chosen);
      const made = chosen.saved ? undefined : await paymentMethod(chosen, methodData(params), deliver);
      if (made && 'error' in made) return made;
      const wrong = chosen.session.intent
        ? undefined
        : await mismatch(chosen.group, () => retrieve(params.client_secret));
      if (wrong) return { error: wrong };
      if (!made) {
        const all = { ...params, payment_method: `${chosen.saved?.id}` };
        return chosen.cvc ? confirmWithCvc(chosen.cvc, all, deliver) : confirm(all, {}, deliver);
      }
      return confirm(
        { ...params, ...agreement(chosen, params) },
        { payment_method_data: made.data },
        deliver,
        (answer) => awaitPayer(answer, () => retrieve(params.client_secret), chosen.showWait),
      );
    },
  };

  return {
    /** Answers a call of the page, once the host has answered too. */
    async answer(message: CallMessage, asked: Asked): Promise<Answer> {
      const prepares = message.method === 'prepare';
      const anew = prepares && message.params.anew === true;
      if (prepares && !anew) return { value: {} };
      await asked.following;
      const failure = await asked.load(anew);
      if (failure) return { error: failure };
      return prepares ? { value: {} } : answerWith(message, asked);
    },
    /** Sends a change of a saved method. */
    post: (path: string, params: JsonObject): Promise<Answer> => send({ path, params }, 'payframe'),
  };

  /** Answers a call with what is chosen and typed, if that is complete. */
  async function answerWith(message: CallMessage, asked: Asked): Promise<Answer> {
    const choice = await choiceIn(asked);
    if (!choice) return { error: fieldError('incomplete_method') };
    if (choice === 'unreachable') return unreachable();
    await Promise.all(asked.form.parts().map(({ ready }) => ready?.()));
    const error = errorIn(asked);
    if (error) return { error };
    if (message.method === 'validate') return { value: { type: choice.entry.type } };
    // Read at the moment of validation, because the fields stay open while a call is made.
    const snapshot = takeSnapshot(asked, choice);
    const wrong = (await proofreader)?.wrongOptionError(snapshot.options);
    if (wrong) return { error: wrong };
    const chosen = chosenIn(snapshot);
    return ofHost(chosen) ? answerCall(calls, message, chosen, chosen.secret, send) : paidByPage(chosen);
  }
}

/** Returns whether the host offers the method that is chosen; otherwise it is one of the page's own. */
const ofHost = ({ method, session }: Chosen): boolean =>
  session.payment_methods.some(({ type }) => type === method.type);

const paidByPage = ({ method: { type } }: Chosen): Answer => ({
  error: {
    type: 'invalid_request_error',
    code: 'method_not_available',
    param: 'selectedPaymentMethod',
    message: `${type} is a payment method of your page's own. Where elements.submit() returns it as selectedPaymentMethod, your page has to pay by it, and not call this function.`,
  },
});

/** Creates a confirmation token of a saved method, after a token of its security code where one was typed. */
async function savedToken(
  { saved, cvc }: Chosen,
  params: JsonObject,
  deliver: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  const code = cvc ? await deliver(cvcTokenRequest(cvc)) : undefined;
  if (code && 'error' in code) return code;
  const options = recordOf(params.payment_method_options);
  const card = code && { ...recordOf(options.card), cvc_token: code.value.id as Json };
  return deliver({
    path: '/v1/confirmation_tokens',
    params: {
      ...params,
      payment_method: `${saved?.id}`,
      ...(card && { payment_method_options: { ...options, card } }),
    },
  });
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

/**
 * Returns the data of the payment method: the page's own over what was typed, in other Elements of the group before here, and
 * that over the default values.
 */
async function paymentMethod(
  { method, session, data, prepare, typed, elsewhere, defaults, hidden, wishes: { save } }: Chosen,
  params: JsonObject,
  send: (request: Request) => Promise<Answer>,
): Promise<{ data: JsonObject } | Extract<Answer, { error: unknown }>> {
  const own = recordOf(params.billing_details);
  const given = merged(elsewhere, own);
  const missing = hidden.filter((path) => valueAt(given, path) === undefined);
  if (missing.length) return missingDetails(missing);
  const prepared = await prepare(send);
  if (prepared && 'error' in prepared) return prepared;
  const billing_details = merged(merged(recordOf(defaults), billingDetails(typed)), given);
  const { type } = method;
  return {
    // The typed data come last, so that no parameter of the page's replaces them.
    data: {
      ...params,
      ...(save !== undefined &&
        !params.allow_redisplay &&
        redisplay(save, method.saved || session.mode === 'setup')),
      ...(Object.keys(billing_details).length && { billing_details }),
      type,
      [type]: { ...data, ...prepared?.value },
    },
  };
}

/** Reveals all errors that are in the way, and returns the first; those of other Elements in their own words. */
function errorIn(asked: Asked): WireError | undefined {
  const errors = [
    ...checkedParts(asked).map((part) => firstError(part.fields(), asked.changed, part.describe)),
    firstError(
      asked.form.shown().map(({ field }) => field),
      asked.changed,
    ),
  ];
  return errors.find(Boolean);
}

/** Adds where the goods go, as another Element of the group has it, unless the page says it itself. */
const withShipping = (params: JsonObject, { shipping }: Chosen): JsonObject =>
  shipping ? { shipping, ...params } : params;

/** Returns billing details from their paths; those without a value are left out. */
function billingDetails(entries: [path: string, value: string][]): JsonObject {
  const details: JsonObject = {};
  const address: JsonObject = {};
  for (const [path, value] of entries) {
    const [part, detail] = path.split('.') as [string, string | undefined];
    if (value && detail) address[detail] = value;
    else if (value) details[part] = value;
  }
  return Object.keys(address).length ? { ...details, address } : details;
}

/** Returns whether a new method may be shown again: always if its holder says so, else only for what it is kept for. */
const redisplay = (save: boolean, isKept: boolean): JsonObject =>
  save ? { allow_redisplay: 'always' } : isKept ? { allow_redisplay: 'limited' } : {};

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

/** Returns the parameters that the method adds: how it is saved, its options, and the acceptance of its mandate. */
function agreement(
  { method, session, group, options, agrees, wishes: { save, asDefault } }: Chosen,
  { payment_method_options, mandate_data, setup_future_usage }: JsonObject,
): JsonObject {
  const { type, flow, saved } = method;
  const given = recordOf(payment_method_options);
  const usage = session.customer?.payment_method_save_usage;
  return {
    ...(save && usage && session.mode === 'payment' && !setup_future_usage && { setup_future_usage: usage }),
    ...(asDefault && {
      set_as_default_payment_method: true,
      customer_session_client_secret: group.customerSessionClientSecret ?? null,
    }),
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
