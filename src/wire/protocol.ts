/**
 * The messages between a merchant's page and a frame on the host: all of them, and nothing else crosses.
 * No type here can hold a card number, an expiry date, a CVC or an IBAN.
 */

/** Raised when a message changes its meaning; page and frame refuse each other when theirs differ. */
export const PROTOCOL = 2;

/** The names of what a frame can do for the page, see `docs/http-contract.md` for the requests that they make. */
export const CALL_METHODS = [
  /** Says what is missing in the fields; asks the API for nothing. */
  'validate',
  'createToken',
  'createPaymentMethod',
  'createConfirmationToken',
  /** A token of a security code alone. */
  'createCvcToken',
  /** Confirms the intent of `client_secret`, with what is in the fields. */
  'confirm',
  /** Confirms it with a PaymentMethod that was saved, and the security code in the field. */
  'confirmWithCvc',
  'retrieve',
  /** Shows the bank's page that authenticates the cardholder. */
  'authenticate',
] as const;
export type CallMethod = (typeof CALL_METHODS)[number];

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
  charge?: string;
  payment_intent?: JsonObject;
  setup_intent?: JsonObject;
  payment_method?: JsonObject;
}

/** What the page tells a frame once, on its window, together with the port for everything after. */
export interface Init {
  type: 'init';
  protocol: number;
  /** The publishable key: the frame refuses any other. */
  key: string;
  /** The connected account, `acct_…`, that calls are made for. */
  account?: string;
  apiVersion?: string;
  /** Names the Elements that hold one card's fields; random, and known to their page alone. */
  group: string;
  /** `locale`, and the Element's own options, as `elements.create` took them. */
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

export interface FetchedFile {
  /** Absolute, and after redirects. */
  url: string;
  bytes: ArrayBuffer;
}

/** Page → frame, on the port. */
export type PageMessage =
  | { type: 'update'; options: JsonObject }
  /** `cancel`: the cardholder has closed what a call shows. */
  | { type: 'focus' | 'blur' | 'clear' | 'cancel' }
  /** What a `fetch` came to: nothing where it failed. */
  | { type: 'fetched'; url: string; file?: FetchedFile }
  | { type: 'ping'; id: number }
  | CallMessage;

/** What every Element says when it changes; `ElementDetails` has what each type of Element adds. */
export interface ElementState {
  empty: boolean;
  complete: boolean;
  error?: WireError;
}

/** How a frame's document looks now, as far as its iframe has to agree. */
export interface Look {
  type: 'look';
  /** Its colour scheme. Where an iframe has another, browsers put a backdrop behind the document. */
  scheme: 'light' | 'dark';
  /** How far it draws around its content, such as a focus ring, in CSS pixels. */
  outset: number;
}

/** Frame → page, on the port. */
export type FrameMessage =
  /** `focused`: the document has the focus already, in an input or not. */
  | { type: 'ready'; protocol: number; height: number; focused?: boolean }
  | { type: 'refused'; protocol: number; error: WireError }
  | { type: 'change'; state: ElementState }
  /** `networkschange`: the networks that a co-badged card can be paid by are others than before. */
  | { type: 'focus' | 'blur' | 'escape' | 'submit' | 'networkschange' }
  | { type: 'autofill'; active: boolean }
  /** Whether the field can be seen; told only where the option `visibility` asks for it. */
  | { type: 'visibility'; visible: boolean }
  /** What the frame is, in the language that it speaks: the name that a screen reader gives it. */
  | { type: 'title'; title: string }
  | { type: 'resize'; height: number }
  | Look
  /** Options that are left out, each with the reason. */
  | { type: 'dropped'; options: string[] }
  /** Has the page fetch a part of its fonts: a frame that did could tell by its requests what is typed. */
  | { type: 'fetch'; url: string }
  | { type: 'pong'; id: number }
  | { type: 'result'; id: number; value: JsonObject }
  | { type: 'result'; id: number; error: WireError };
