import type {
  BillingPath,
  ElementsSession,
  SavedMethod,
  SessionMethod,
} from '../../../contract/elements-session.js';
import type { Json, JsonObject } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import type { ShowWait } from '../../api/await-payer.js';
import type { Request } from '../../api/sender.js';
import type { Method } from '../../methods/method.js';
import { askedPaths, valueAt, wishFor } from './billing.js';
import type { SavingWishes } from './saved.js';
import { groupOf, type PaymentState } from './state.js';

/** What is chosen and typed at one moment. */
export interface Snapshot extends PaymentState {
  entry: SessionMethod;
  method: Method;
  /** The saved method that is chosen instead of a new one. */
  kept: SavedMethod | undefined;
  /** The billing details that the form asks for. */
  asked: BillingPath[];
  /** What is typed, by the names of the fields. */
  typed: Record<string, string>;
  /** The billing details in other Elements of the group, and where the goods go. */
  elsewhere: JsonObject;
  shipping: JsonObject | undefined;
  wishes: SavingWishes;
  showWait: ShowWait;
}

/** What a person has chosen and typed, with what the calls need to know of the form. */
export interface Chosen {
  method: SessionMethod;
  session: ElementsSession;
  /** The options of the group. */
  group: JsonObject;
  /** Own data of the method, for `payment_method_data[<type>]`. */
  data: JsonObject;
  /** Makes the request that has to come before the call, if there is one, and returns what it adds to `data`. */
  prepare(send: (request: Request) => Promise<Answer>): Promise<Answer> | undefined;
  /** Own options of the method. */
  options: JsonObject;
  /** Shows that the payer has to confirm in their app. */
  showWait: ShowWait;
  /** Text whose digits no answer may bring to the page. */
  secret: string;
  /** Whether the method has a text that a person agrees to. */
  agrees: boolean;
  /** The billing details that were typed, by their paths. */
  typed: [path: string, value: string][];
  /** The billing details in other Elements of the group, and where the goods go. */
  elsewhere: JsonObject;
  shipping: JsonObject | undefined;
  /** The billing details that the page gave to begin with. */
  defaults: Json | undefined;
  /** Paths of the billing details that the page has hidden and has to pass. */
  hidden: string[];
  /** The saved method that is chosen instead of a new one. */
  saved?: JsonObject;
  /** Its security code, where that is asked for again. */
  cvc?: string;
  wishes: SavingWishes;
}

/** Returns the billing details that the page hides, although the method's form would ask for them. */
export const hiddenPaths = (
  method: SessionMethod,
  country: string,
  wishes: Json | undefined,
): BillingPath[] =>
  askedPaths(method, country, undefined).filter((path) => wishFor(path, method.type, wishes) === 'never');

/** Returns what is chosen and typed in the form that the calls take. */
export function chosenIn(snapshot: Snapshot): Chosen {
  const { entry, method, kept, typed, asked, options, session, elsewhere, shipping, wishes, showWait } =
    snapshot;
  const own = (name: string) => `${valueAt(elsewhere, name) ?? typed[name] ?? ''}`;
  return {
    method: entry,
    session: session as ElementsSession,
    group: groupOf(snapshot),
    data: method.data?.(own) ?? {},
    showWait,
    prepare: (send) => method.prepare?.(own, send),
    options: method.options?.(own) ?? {},
    secret: method.secret ? own(method.secret) : '',
    agrees: !!method.terms,
    typed: asked.map((path): [string, string] => [path, own(path).trim()]),
    elsewhere,
    shipping,
    defaults: valueAt(options.defaultValues, 'billingDetails') as Json,
    hidden: hiddenPaths(entry, own('address.country'), options.fields),
    ...(kept && { saved: kept as unknown as JsonObject, cvc: own('cvc') }),
    wishes,
  };
}

/** Merges billing details: `over` counts before `under`, in the address too. */
export function merged(under: JsonObject, over: JsonObject): JsonObject {
  const address = { ...(under.address as JsonObject), ...(over.address as JsonObject) };
  return { ...under, ...over, ...(Object.keys(address).length && { address }) };
}
