/**
 * All messages between a merchant's page and a frame on the host. Nothing else crosses, and no type here can hold a card
 * number, an expiry date, a CVC or an IBAN.
 */
import type { ErrorCode, ErrorType } from '../contract/errors.js';

/**
 * Version of the messages. It is raised when a message changes its meaning. Page and frame refuse each other
 * if theirs differ.
 */
export const PROTOCOL = 2;

/** Calls that a frame makes for the page; `docs/http-contract.md` has their requests. */
export const CALL_METHODS = [
  /** Loads what the calls of an Element need. With `anew`, a Payment Element asks for its payment methods again. */
  'prepare',
  /** Validates the fields, without a request. */
  'validate',
  'createToken',
  'createPaymentMethod',
  'createConfirmationToken',
  /** Creates a token of only a security code. */
  'createCvcToken',
  /** Confirms the intent of `client_secret` with what is in the fields. */
  'confirm',
  /** Confirms it with a saved PaymentMethod and the security code in the field. */
  'confirmWithCvc',
  'retrieve',
  /** Verifies a bank account by the deposits that its holder received. */
  'verifyMicrodeposits',
  /** Shows the bank's page that authenticates the cardholder; with the secret of a verification session, that session's page. */
  'authenticate',
  /** Reads the Checkout Session of `client_secret`, changes it or completes it, as `step` says. */
  'checkout',
] as const;
export type CallMethod = (typeof CALL_METHODS)[number];

/** Plain data, which structured clone and JSON both preserve. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An error in a message, with the fields of the public API's error object. */
export interface WireError {
  type: ErrorType;
  message: string;
  code?: ErrorCode;
  param?: string;
  decline_code?: string;
  doc_url?: string;
  request_id?: string;
  charge?: string;
  payment_intent?: JsonObject;
  setup_intent?: JsonObject;
  payment_method?: JsonObject;
}

/** The page's first message, sent once to the frame's window together with the port for all later ones. */
export interface Init {
  type: 'init';
  protocol: number;
  /** The publishable key. The frame refuses any other kind. */
  key: string;
  /** The connected account, `acct_…`, for which calls are made. */
  account?: string;
  apiVersion?: string;
  /** The random id of the group of Elements that hold one card's fields. Only their page knows it. */
  group: string;
  /**
   * `locale`, and the Element's own options as they were passed to `elements.create`. `elements` has the options of the
   * group; `create` and `on` list the names that were passed to the functions of these names.
   */
  options: JsonObject;
}

/** Message that makes the frame carry out a call. */
export interface CallMessage {
  type: 'call';
  id: number;
  method: CallMethod;
  params: JsonObject;
  /** The names of the SDK and of the wrappers around it, for the API's logs. */
  agent: string;
}

export interface FetchedFile {
  /** The absolute URL, after redirects. */
  url: string;
  bytes: ArrayBuffer;
}

/** Page → frame, on the port. */
export type PageMessage =
  | { type: 'update'; options: JsonObject }
  /** `cancel`: the cardholder has closed the dialog of an authentication. `collapse`: no payment method is open any more. */
  | { type: 'focus' | 'blur' | 'clear' | 'cancel' | 'collapse' }
  /** The answer to a `fetch`, without a file if it failed. */
  | { type: 'fetched'; url: string; file?: FetchedFile }
  | { type: 'ping'; id: number }
  /** The page's answer to a `question`: `options` has `resolve` or `reject`, with what the handler passed to it. */
  | { type: 'answer'; id: number; options: JsonObject }
  | CallMessage;

/** The state that every Element sends when it changes. `ElementDetails` has what each type adds. */
export interface ElementState {
  empty: boolean;
  complete: boolean;
  error?: WireError;
}

/** What a page has to do after a call about an intent. The page only checks the address. */
export interface NextStep {
  /** Address of the page to go to: where the customer acts, or `return_url`. */
  leave?: string;
  /** Parameters of the call `authenticate`, which shows the bank's page. */
  challenge?: JsonObject;
}

/** The parts of a document's look that its iframe has to match. */
export interface Look {
  type: 'look';
  /** Its colour scheme. If the iframe has another one, browsers draw a backdrop behind the document. */
  scheme: 'light' | 'dark';
  /** Distance that it draws beyond its content, such as a focus ring, in CSS pixels. */
  outset: number;
}

/** Frame → page, on the port. */
export type FrameMessage =
  /** `focused`: the document already has the focus, in an input or not. */
  /** `details`: the public details of the event. */
  | { type: 'ready'; protocol: number; height: number; focused?: boolean; details?: JsonObject }
  | { type: 'refused'; protocol: number; error: WireError }
  | { type: 'change'; state: ElementState }
  /** `submit`: Enter was pressed. */
  | { type: 'focus' | 'blur' | 'submit' }
  /** An event for the page's handlers, under its public name and with its public details. */
  | { type: 'event'; name: string; details: JsonObject }
  /** An event whose handler has to answer; `open` asks for the dialog over the page, and is answered once that is closed. */
  | { type: 'question'; id: number; name: string; details: JsonObject }
  | { type: 'autofill'; active: boolean }
  /** The frame's name for a screen reader, in the person's language. */
  | { type: 'title'; title: string }
  | { type: 'resize'; height: number }
  | Look
  /** The options that were ignored, each with the reason. */
  | { type: 'dropped'; options: string[] }
  /** Asks the page to fetch a font file. If the frame fetched it, its requests could reveal what is typed. */
  | { type: 'fetch'; url: string }
  | { type: 'pong'; id: number }
  | ({ type: 'result'; id: number; value: JsonObject } & NextStep)
  | { type: 'result'; id: number; error: WireError };

/** Sends a message to the page. */
export type Tell = (message: FrameMessage) => void;
