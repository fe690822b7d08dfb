/**
 * The messages between a merchant's page and a frame on the host: all of them, and nothing else crosses.
 * No type here can hold a card number, an expiry date or a CVC.
 */

/** Raised when a message changes its meaning; page and frame refuse each other when theirs differ. */
export const PROTOCOL = 1;

/** The names of what a frame can do for the page: each is one POST, see `docs/http-contract.md`. */
export type CallMethod = 'createToken' | 'createPaymentMethod' | 'validate';

/** Plain data, as structured clone and JSON both keep it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An error as it crosses; the fields are those of the public API's error object. */
export interface WireError {
  type: string;
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  doc_url?: string;
}

/** What the page tells a frame once, on its window, together with the port for everything after. */
export interface Init {
  type: 'init';
  protocol: number;
  /** The publishable key: the frame refuses any other. */
  key: string;
  /** A BCP 47 tag, or `auto`. */
  locale: string;
  /** The connected account, `acct_…`, that calls are made for. */
  account?: string;
  apiVersion?: string;
  /** Names the Elements that hold one card's fields; random, and known to their page alone. */
  group: string;
  /** The Element's own options, as `elements.create` took them. */
  options: JsonObject;
}

/** Has the frame do something that ends in an answer of the API's. */
export interface CallMessage {
  type: 'call';
  id: number;
  method: CallMethod;
  params: JsonObject;
  /** Names of the SDK and of the wrappers around it, for the API's logs. */
  agent: string;
}

/** Page → frame, on the port. */
export type PageMessage =
  | { type: 'update'; options: JsonObject }
  | { type: 'focus' | 'blur' | 'clear' }
  | { type: 'ping'; id: number }
  | CallMessage;

/** What a `change` event says of an Element. */
export interface ElementState {
  empty: boolean;
  complete: boolean;
  error?: WireError;
  brand: string;
  postalCode: string;
}

/** Frame → page, on the port. */
export type FrameMessage =
  /** `focused`: the document has the focus already, in an input or not. */
  | { type: 'ready'; protocol: number; height: number; focused?: boolean }
  | { type: 'refused'; protocol: number; error: WireError }
  | { type: 'change'; state: ElementState }
  | { type: 'focus' | 'blur' | 'escape' | 'submit' }
  | { type: 'autofill'; active: boolean }
  /** The caret is done with this Element's fields: on to the next, or back to the one before. */
  | { type: 'leave'; direction: 1 | -1 }
  | { type: 'resize'; height: number }
  | { type: 'pong'; id: number }
  | { type: 'result'; id: number; value: JsonObject }
  | { type: 'result'; id: number; error: WireError };
