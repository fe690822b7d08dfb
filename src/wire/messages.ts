import {
  anyOf,
  boolean,
  bytes,
  type Check,
  type Checked,
  isRecord,
  list,
  literal,
  number,
  object,
  optional,
  string,
} from './check.js';
import { CALL_METHODS, type FrameMessage, type Init, type JsonObject, type PageMessage } from './protocol.js';

const json = isRecord as Check<JsonObject>;

const error = object({
  type: string,
  message: string,
  code: optional(string),
  param: optional(string),
  decline_code: optional(string),
  doc_url: optional(string),
  charge: optional(string),
  payment_intent: optional(json),
  setup_intent: optional(json),
  payment_method: optional(json),
});

/** Whether a value is the page's opening message, of whatever protocol version. */
export const isInit: Check<Init> = object({
  type: literal('init'),
  protocol: number,
  key: string,
  account: optional(string),
  apiVersion: optional(string),
  group: string,
  options: json,
});

/** What a frame takes from the page. */
export const isPageMessage = anyOf(
  object({ type: literal('update'), options: json }),
  object({ type: literal('focus', 'blur', 'clear', 'cancel') }),
  object({ type: literal('fetched'), url: string, file: optional(object({ url: string, bytes })) }),
  object({ type: literal('ping'), id: number }),
  object({
    type: literal('call'),
    id: number,
    method: literal(...CALL_METHODS),
    params: json,
    agent: string,
  }),
);

/** What the page takes from a frame. */
export const isFrameMessage = anyOf(
  object({ type: literal('ready'), protocol: number, height: number, focused: optional(boolean) }),
  object({ type: literal('refused'), protocol: number, error }),
  object({
    type: literal('change'),
    state: object({
      empty: boolean,
      complete: boolean,
      error: optional(error),
      brand: string,
      postalCode: string,
      country: optional(string),
      bankName: optional(string),
    }),
  }),
  object({ type: literal('focus', 'blur', 'escape', 'submit', 'networkschange') }),
  object({ type: literal('autofill'), active: boolean }),
  object({ type: literal('visibility'), visible: boolean }),
  object({ type: literal('title'), title: string }),
  object({ type: literal('resize'), height: number }),
  object({ type: literal('look'), scheme: literal('light', 'dark'), outset: number }),
  object({ type: literal('dropped'), options: list(string) }),
  object({ type: literal('fetch'), url: string }),
  object({ type: literal('pong'), id: number }),
  object({ type: literal('result'), id: number, value: json }),
  object({ type: literal('result'), id: number, error }),
);

/** The types of messages that a check does not know. */
export type Unchecked<M extends { type: string }, C> =
  C extends Check<M> ? Exclude<M['type'], Checked<C>['type' & keyof Checked<C>]> : M['type'];

type Nothing<T extends never> = T;
/** An error of the compiler where a message has no check, or one that lets another shape pass. */
export type EveryMessageIsChecked = Nothing<
  Unchecked<PageMessage, typeof isPageMessage> | Unchecked<FrameMessage, typeof isFrameMessage>
>;
