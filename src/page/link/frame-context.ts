import type { Init, JsonObject } from '../../wire/index.js';
import type { CallOutcome, openFrame } from './frame-link.js';

/** What makes the frames. `payframe/testing` has inputs in the page in their place. */
export interface Frames {
  openFrame: typeof openFrame;
  /** Has the bank authenticate the cardholder. */
  authenticate(context: FrameContext, params: Challenge, signal?: AbortSignal): Promise<CallOutcome>;
}

/** What an intent says of the question that its bank has. */
export type Challenge = {
  client_secret: string;
  /** The address of the bank's page. */
  url: string;
  /** The id of the authentication, at the API. */
  source: string;
};

/** What every frame of a Payframe object needs to know. */
export interface FrameContext extends Frames {
  key: string;
  host: string;
  account?: string;
  apiVersion?: string;
  locale(): string;
  /** Names the Elements that hold one card's fields. */
  group: string;
  /** Names of the SDK and of the wrappers around it. */
  agent(): string;
}

/** What a frame is told when it is offered its port. */
export const openingMessage = (
  { key, account, apiVersion, group, locale }: FrameContext,
  options?: JsonObject,
): Omit<Init, 'type' | 'protocol'> => ({
  key,
  group,
  options: { locale: locale(), ...options },
  ...(account && { account }),
  ...(apiVersion && { apiVersion }),
});
