import type { FrameMessage, JsonObject } from '../../wire/index.js';
import type { CallOutcome, FrameLink, openFrame } from './frame-link.js';
import type { FrameSettings } from './frame-settings.js';

/** Creates the frames. `payframe/testing` passes functions that create inputs in the page instead. */
export interface Frames {
  openFrame: typeof openFrame;
  /** Lets the bank authenticate the cardholder. */
  authenticate(context: FrameContext, params: JsonObject, signal?: AbortSignal): Promise<CallOutcome>;
}

/** The parts of an Element that its rare messages need. */
export interface ServedElement {
  context: FrameContext & { pays(now: boolean): void };
  send: FrameLink['send'];
  /** Returns the events that the page has handlers for. */
  heard(): string[];
  emit(event: string, details: object): void;
}

/** The settings of a Payframe object for its frames, with the functions that create them. */
export interface FrameContext extends FrameSettings, Frames {
  /** Does what a rare message of an Element asks for; see `later/serve-frame.ts`. */
  serveFrame(message: FrameMessage, element: ServedElement): void;
}
