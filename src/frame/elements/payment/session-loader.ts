import type { ElementsSession } from '../../../contract/elements-session.js';
import type { JsonObject, WireError } from '../../../wire/index.js';
import type { Loaded } from './session.js';

/**
 * Creates a loader of the session. It asks once for the same parameters, and only the newest request counts.
 *
 * @param prepare Loads what a session needs, before it is taken.
 */
export function createSessionLoader(
  ask: (params: JsonObject) => Promise<Loaded>,
  prepare: (session: ElementsSession) => Promise<void>,
  take: (session: ElementsSession) => void,
) {
  let asked = '';
  let arrival: Promise<WireError | undefined> = Promise.resolve(undefined);

  async function receive(answer: Promise<Loaded>, wanted: string): Promise<WireError | undefined> {
    const { session, error } = await answer;
    if (session) await prepare(session);
    // A newer request may have been sent in the meantime.
    if (asked !== wanted) return arrival;
    if (session) take(session);
    else asked = '';
    return error;
  }

  return {
    /** Asks the host, unless it was asked for the same already. Settles with the error, if there is one. */
    load(params: JsonObject, anew = false): Promise<WireError | undefined> {
      const wanted = JSON.stringify(params);
      if (wanted === asked && !anew) return arrival;
      asked = wanted;
      arrival = receive(ask(params), wanted);
      return arrival;
    },
    /** Settles when the newest request is answered. */
    arrival: () => arrival,
  };
}
