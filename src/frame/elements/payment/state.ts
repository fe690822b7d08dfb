import type { ElementsSession, SessionMethod } from '../../../contract/elements-session.js';
import { isRecord, type JsonObject } from '../../../wire/index.js';
import type { GroupPart } from '../../runtime/group-parts.js';
import type { OwnMethod } from './own-methods.js';
import type { Saved } from './saved.js';

/** What a Payment Element knows: the wishes of its page, the methods of its host, and what is chosen. */
export interface PaymentState {
  /** The newest options of the page. */
  options: JsonObject;
  session?: ElementsSession;
  /** The methods by which the page is paid itself. */
  own: OwnMethod[];
  /** Type of the method that is open. */
  chosen?: string;
  /** The list of saved methods, once a customer has some or may save one. */
  saved?: Saved;
  /** Returns the parts of the group's other Elements, once they are known. */
  parts?: (() => GroupPart[]) | undefined;
}

/** Returns the options of the Element's group. */
export const groupOf = ({ options }: PaymentState): JsonObject =>
  isRecord(options.elements) ? (options.elements as JsonObject) : {};

const allOf = ({ session, own }: PaymentState): SessionMethod[] => [
  ...(session?.payment_methods ?? []),
  ...own,
];

/** Returns the entry for a method; by default for the one that is open. */
export const entryOf = (
  state: PaymentState,
  type: string | undefined = state.chosen,
): SessionMethod | undefined => allOf(state).find((method) => method.type === type);

/** Returns the methods of host and page in the order that the page wants. */
export function methodsOf(state: PaymentState): SessionMethod[] {
  const { options } = state;
  const wanted = Array.isArray(options.paymentMethodOrder) ? options.paymentMethodOrder : [];
  const placeOf = ({ type }: SessionMethod) => {
    const place = wanted.indexOf(type);
    return place < 0 ? wanted.length : place;
  };
  return allOf(state).sort((one, other) => placeOf(one) - placeOf(other));
}
