import { type Init, type JsonObject, PROTOCOL } from '../../wire/index.js';

/** The settings of a Payframe object that its frames use. */
export interface FrameSettings {
  key: string;
  host: string;
  account?: string;
  apiVersion?: string;
  /** Longest time until a frame is ready, in ms. */
  loadTimeout: number;
  locale(): string;
  /** The id of the group of Elements that hold one card's fields; empty for frames of no group. */
  group: string;
  /** The names of the SDK and of the wrappers around it, for the API's logs. */
  agent(): string;
}

/** Makes the message that offers a frame its port. */
export const openingMessage = (
  { key, account, apiVersion, group, locale }: FrameSettings,
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
