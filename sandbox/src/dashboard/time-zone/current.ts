import { getContext } from 'hono/context-storage';

/** What the request of a page says of its reader. */
export interface Reader {
  /** The time zone that times are shown in. */
  timeZone: string;
}

/** Returns the time zone of the person whose request is answered. */
export const currentTimeZone = (): string => getContext<{ Variables: Reader }>().get('timeZone');
