import type { Init, JsonObject } from '../wire/index.js';

/** What every frame of a Payframe object needs to know. */
export interface FrameContext {
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
  options: JsonObject,
): Omit<Init, 'type' | 'protocol'> => ({
  key,
  group,
  locale: locale(),
  options,
  ...(account && { account }),
  ...(apiVersion && { apiVersion }),
});
