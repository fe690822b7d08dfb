import type { SavedMethod, SessionCustomer } from '../../contract/elements-session.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { JsonObject } from '../../wire/index.js';
import type { Method } from './confirm.js';
import { invalidRequest } from './refusals.js';

/** The saved payment methods of the customer whom every customer session of a double is of. */
export interface SavedMethods {
  /** Returns what the customer may do with them, and those that they are shown: of these types. */
  customer(types: readonly string[]): Omit<SessionCustomer, 'require_cvc_recollection'>;
  /** Saves one: it is shown again, or becomes the default, where the customer wants that. */
  add(method: Method): void;
  /**
   * Carries out a change that a customer makes in a Payment Element; `undefined` for another request.
   *
   * @throws Refusal for a method that the customer is not shown.
   */
  change(path: string, params: JsonObject): JsonObject | undefined;
}

const CHANGE = /^\/v1\/elements\/payment_methods\/(\w+)(?:\/(\w+))?$/;

/**
 * @param ids The methods that the customer has to begin with.
 * @param find Returns a method by its id.
 */
export function createSavedMethods(ids: string[], find: (id: string) => Method): SavedMethods {
  const shown = new Set(ids);
  let preferred: string | null = null;

  function update({ object }: Method, { billing_details, card }: JsonObject): void {
    const holder = { ...recordOf(object.billing_details), ...recordOf(billing_details) };
    object.billing_details = holder;
    if (card) object.card = { ...recordOf(object.card), ...dateIn(recordOf(card)) };
  }

  return {
    customer(types) {
      const methods = [...shown]
        .map((id) => savedObject(find(id)))
        .filter(({ type }) => types.includes(type));
      const first = methods.find(({ id }) => id === preferred);
      return {
        id: 'cus_double1',
        payment_methods: first ? [first, ...methods.filter((method) => method !== first)] : methods,
        default_payment_method: first ? preferred : null,
        payment_method_save: 'enabled',
        payment_method_save_usage: 'off_session',
        payment_method_remove: 'enabled',
        payment_method_set_as_default: 'enabled',
      };
    },
    add({ object, becomesDefault }) {
      if (object.allow_redisplay === 'always') shown.add(`${object.id}`);
      if (becomesDefault) preferred = `${object.id}`;
    },
    change(path, params) {
      const [, id = '', action] = CHANGE.exec(path) ?? [];
      if (!id) return undefined;
      if (!shown.has(id)) throw noSuchMethod(id);
      const method = find(id);
      if (action === 'detach') shown.delete(id);
      else if (action === 'set_as_default') preferred = id;
      else update(method, params);
      return savedObject(method) as unknown as JsonObject;
    },
  };
}

/** Returns a payment method without what only its shop knows. */
function savedObject({ object: { customer, customer_account, metadata, ...shown } }: Method): SavedMethod {
  return shown as unknown as SavedMethod;
}

const dateIn = ({ exp_month, exp_year }: JsonObject): JsonObject => ({
  ...(exp_month && { exp_month: Number(exp_month) }),
  ...(exp_year && { exp_year: Number(exp_year) }),
});

const noSuchMethod = (id: string) =>
  invalidRequest(`No such PaymentMethod: '${id}'`, { code: 'resource_missing', param: 'payment_method' });
