import type { ElementsSession, SessionMethod } from '../../../contract/elements-session.js';
import { isRecord, type JsonObject } from '../../../wire/index.js';
import type { Contact } from '../linkAuthentication/group-contact.js';
import type { Saved } from './saved.js';

/** What a Payment Element knows: the wishes of its page, the methods of its host, and what is chosen. */
export interface PaymentState {
  /** The newest options of the page. */
  options: JsonObject;
  session?: ElementsSession;
  /** Type of the method that is open. */
  chosen?: string;
  /** The list of saved methods, once a customer has some or may save one. */
  saved?: Saved;
  /** Returns the email address of another Element of the group, if there is such an Element. */
  contact?: (() => Contact | undefined) | undefined;
}

/** Types that a customer is shown again when they come back, so that they may choose to save them. */
const SHOWN_AGAIN = [
  'au_becs_debit',
  'bacs_debit',
  'bancontact',
  'card',
  'ideal',
  'sepa_debit',
  'us_bank_account',
];

/** Returns the options of the Element's group. */
export const groupOf = ({ options }: PaymentState): JsonObject =>
  isRecord(options.elements) ? (options.elements as JsonObject) : {};

/** Returns the host's entry for a method; by default for the one that is open. */
export const entryOf = (
  { session, chosen }: PaymentState,
  type: string | undefined = chosen,
): SessionMethod | undefined => session?.payment_methods.find((method) => method.type === type);

/** Returns the host's methods in the order that the page wants. */
export function methodsOf({ options, session }: PaymentState): SessionMethod[] {
  const wanted = Array.isArray(options.paymentMethodOrder) ? options.paymentMethodOrder : [];
  const placeOf = ({ type }: SessionMethod) => {
    const place = wanted.indexOf(type);
    return place < 0 ? wanted.length : place;
  };
  return [...(session?.payment_methods ?? [])].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Returns whether the checkbox is shown by which a customer saves a new method. */
export const canSave = ({ session, chosen }: PaymentState): boolean =>
  session?.customer?.payment_method_save === 'enabled' && !!chosen && SHOWN_AGAIN.includes(chosen);
