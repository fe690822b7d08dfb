import { setTimeout as sleep } from 'node:timers/promises';
import type { Answers, Send } from './run-fixture.js';

/** The list of events for those who ask again and again. */
export const EVENTS_PATH = '/v1/test_helpers/events';

const ASK_EVERY_MS = 200;

interface Event {
  id: string;
  /** The connected account that it is about, if it is about one. */
  account?: string;
  data: { object: object };
}

/** Who is asked for events: the key's own account, and the connected accounts that were created. */
interface Asked {
  send: Send;
  /** Returns how to ask a connected account; without it, only the key's own is asked. */
  sendAs?(account: string): Send;
}

/**
 * Waits until an event of this type about one of the answers of a fixture has happened.
 *
 * @param within Time that it may take, in ms.
 * @returns Its id, and the connected account whose it is; `undefined` where it has not happened in time.
 */
export async function eventAbout(
  answers: Answers,
  type: string,
  { send, sendAs }: Asked,
  { within, signal }: { within: number; signal?: AbortSignal },
): Promise<{ id: string; account?: string | undefined } | undefined> {
  const ids = idsIn(answers);
  const places = [
    { account: undefined, send },
    ...(sendAs
      ? ids.filter((id) => id.startsWith('acct_')).map((account) => ({ account, send: sendAs(account) }))
      : []),
  ];
  const until = performance.now() + within;
  do {
    for (const { account, send } of places) {
      const { data } = (await send('get', EVENTS_PATH, { type, limit: 100 })) as unknown as { data: Event[] };
      const event = data.find((one) => isAbout(one, ids));
      if (event) return { id: event.id, account };
    }
    await sleep(ASK_EVERY_MS, undefined, { signal });
  } while (performance.now() < until);
  return undefined;
}

/** An object without an id, such as the balance, is the only one of its kind. */
function isAbout({ account, data: { object } }: Event, ids: string[]): boolean {
  const text = JSON.stringify([object, account]);
  return !('id' in object) || ids.some((id) => text.includes(`"${id}"`));
}

/** Returns the ids of all objects that were answered. */
const idsIn = (answers: Answers): string[] =>
  [...JSON.stringify([...answers.values()]).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '');
