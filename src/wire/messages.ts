import {
  anyOf,
  boolean,
  bytes,
  type Check,
  isRecord,
  list,
  literal,
  number,
  object,
  optional,
  own,
  string,
} from './check.js';
import {
  CALL_METHODS,
  type FetchedFile,
  type FrameMessage,
  type Init,
  type JsonObject,
  type PageMessage,
  type WireError,
} from './protocol.js';

const json = isRecord as Check<JsonObject>;

/** A host may have types and codes of its own: those of its upstream, or of a newer version. */
const error: Check<WireError> = object({
  type: string as Check<WireError['type']>,
  message: string,
  code: optional(string as Check<NonNullable<WireError['code']>>),
  param: optional(string),
  decline_code: optional(string),
  doc_url: optional(string),
  request_id: optional(string),
  charge: optional(string),
  payment_intent: optional(json),
  setup_intent: optional(json),
  payment_method: optional(json),
});

/** Checks the page's first message, of any protocol version. */
export const isInit: Check<Init> = object({
  type: literal('init'),
  protocol: number,
  key: string,
  account: optional(string),
  apiVersion: optional(string),
  group: string,
  options: json,
});

/** The content of a message of one type, without its type. */
type Content<M extends { type: string }, T> = M extends unknown
  ? T extends M['type']
    ? Omit<M, 'type'>
    : never
  : never;

/** A check for each type of message. A table that lacks one does not compile. */
type Checks<M extends { type: string }> = { [T in M['type']]: Check<Content<M, T>> };

const byType =
  /* @__NO_SIDE_EFFECTS__ */
  <M extends { type: string }>(checks: Checks<M>): Check<M> => {
    const all = new Map<unknown, Check<unknown>>(Object.entries(checks));
    return (value): value is M => isRecord(value) && !!all.get(own(value, 'type'))?.(value);
  };

/** Checks a message from the page, which a frame accepts. */
export const isPageMessage = byType<PageMessage>({
  update: object({ options: json }),
  focus: isRecord,
  blur: isRecord,
  clear: isRecord,
  cancel: isRecord,
  collapse: isRecord,
  fetched: object({ url: string, file: optional(object<FetchedFile>({ url: string, bytes })) }),
  ping: object({ id: number }),
  answer: object({ id: number, options: json }),
  call: object({ id: number, method: literal(...CALL_METHODS), params: json, agent: string }),
});

/** Checks a message from a frame, which the page accepts. */
export const isFrameMessage = byType<FrameMessage>({
  ready: object({ protocol: number, height: number, focused: optional(boolean), details: optional(json) }),
  refused: object({ protocol: number, error }),
  change: object({
    state: object({ empty: boolean, complete: boolean, error: optional(error) }),
  }),
  focus: isRecord,
  blur: isRecord,
  submit: isRecord,
  autofill: object({ active: boolean }),
  title: object({ title: string }),
  resize: object({ height: number }),
  event: object({ name: string, details: json }),
  question: object({ id: number, name: string, details: json }),
  look: object({ scheme: literal('light', 'dark'), outset: number }),
  dropped: object({ options: list(string) }),
  fetch: object({ url: string }),
  pong: object({ id: number }),
  result: anyOf(
    object({ id: number, value: json, leave: optional(string), challenge: optional(json) }),
    object({ id: number, error }),
  ),
});
