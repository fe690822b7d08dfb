import type { CallOutcome, openFrame } from './frame-link.js';
import type { FrameSettings } from './frame-settings.js';

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

/** The settings of a Payframe object for its frames, with the functions that create them. */
export interface FrameContext extends FrameSettings, Frames {}
