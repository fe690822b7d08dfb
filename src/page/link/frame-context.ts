import type { JsonObject } from '../../wire/index.js';
import type { CallOutcome, openFrame } from './frame-link.js';
import type { FrameSettings } from './frame-settings.js';

/** Creates the frames. `payframe/testing` passes functions that create inputs in the page instead. */
export interface Frames {
  openFrame: typeof openFrame;
  /** Lets the bank authenticate the cardholder. */
  authenticate(context: FrameContext, params: JsonObject, signal?: AbortSignal): Promise<CallOutcome>;
}

/** The settings of a Payframe object for its frames, with the functions that create them. */
export interface FrameContext extends FrameSettings, Frames {}
