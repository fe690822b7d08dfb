import { type Init, type JsonObject, PROTOCOL } from '../../wire/index.js';
import type { CallOutcome, openFrame } from './frame-link.js';

/** Creates the frames. `payframe/testing` passes functions that create inputs in the page instead. */
export interface Frames {
  openFrame: typeof openFrame;
  /** Lets the bank authenticate the cardholder. */
  authenticate(context: FrameContext, params: Challenge, signal?: AbortSignal): Promise<CallOutcome>;
}

/** The authentication that an intent asks for. */
export type Challenge = {
  client_secret: string;
  /** The address of the bank's page. */
  url: string;
  /** The id of the authentication, at the API. */
  source: string;
};

/** The settings of a Payframe object that its frames use. */
export interface FrameContext extends Frames {
  key: string;
  host: string;
  account?: string;
  apiVersion?: string;
  locale(): string;
  /** The id of the group of Elements that hold one card's fields; empty for frames of no group. */
  group: string;
  /** The names of the SDK and of the wrappers around it, for the API's logs. */
  agent(): string;
}

/** Makes the message that offers a frame its port. */
export const openingMessage = (
  { key, account, apiVersion, group, locale }: FrameContext,
  options?: JsonObject,
): Init => ({
  type: 'init',
  protocol: PROTOCOL,
  key,
  group,
  account,
  apiVersion,
  options: { locale: locale(), ...options },
});
