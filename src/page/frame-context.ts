import type { Init, JsonObject } from '../wire/index.js';

/** What every frame of a Payframe object needs to know. */
export interface FrameContext {
  key: string;
  host: string;
  account?: string;
  apiVersion?: string;
  locale(): string;
  /** Names of the SDK and of the wrappers around it. */
  agent(): string;
}

/** What a frame is told when it is offered its port. */
export const openingMessage = (
  { key, account, apiVersion, locale }: FrameContext,
  options: JsonObject,
): Omit<Init, 'type' | 'protocol'> => ({
  key,
  locale: locale(),
  options,
  ...(account && { account }),
  ...(apiVersion && { apiVersion }),
});
