import type { Init, JsonObject } from '../../wire/index.js';
import type { authenticate } from './challenge.js';
import type { openFrame } from './frame-link.js';

/** What makes the frames. `payframe/testing` has inputs in the page in their place. */
export interface Frames {
  openFrame: typeof openFrame;
  authenticate: typeof authenticate;
}

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
