import { setTimeout as sleep } from 'node:timers/promises';
import { registry } from '../../resources/registry.js';
import { UsageError } from '../usage-error.js';
import { type Command, readArguments } from './command.js';
import {
  ACCOUNT_FLAG,
  ACCOUNT_HELP,
  CONNECTION_FLAGS,
  CONNECTION_HELP,
  type Connection,
  connect,
  EVENTS_PATH,
} from './connection.js';
import { type Answers, runFixture } from './run-fixture.js';

const { triggers } = registry;

const HELP = `payframe-sandbox trigger EVENT: makes an event happen in the running sandbox.

It creates what the event is about through the API, and waits until the event has happened.

${ACCOUNT_HELP}${CONNECTION_HELP}
Events:
${[...triggers.keys()].map((type) => `  ${type}`).join('\n')}
`;

/** Makes an event happen, with the requests that its resource defines for it. */
export const trigger: Command = {
  help: HELP,
  async run(args, { env, out, signal }) {
    const { values, positionals } = readArguments(args, { ...CONNECTION_FLAGS, ...ACCOUNT_FLAG });
    const [type, ...others] = positionals;
    if (type === undefined || others.length > 0) throw new UsageError(`Name one event. ${choices()}`);
    const requests = triggers.get(type);
    if (!requests) throw new UsageError(`The event '${type}' cannot be triggered. ${choices()}`);
    const connection = connect(values, env);
    const answers = await runFixture(requests, connection, env, out);
    const accounts = values['stripe-account'] ? [] : accountsIn(answers);
    const places = accounts.map((account) => ({
      account,
      ...connect({ ...values, 'stripe-account': account }, env),
    }));
    const { id, account } = await eventAbout(answers, type, [connection, ...places], signal);
    const page = `${connection.url}/dashboard/events/${id}${account ? `?account=${account}` : ''}`;
    out(`Trigger succeeded! ${type} [${id}]: ${page}`);
  },
};

const choices = () => `There are: ${[...triggers.keys()].join(', ')}.`;

/** Time within which the event has to happen, in ms: an answer of the bank comes some seconds later. */
const HAPPENS_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 200;

interface Event {
  id: string;
  /** The connected account that it is about, if it is about one. */
  account?: string;
  data: { object: object };
}

/** A connection to the events of the key's own account, or of one that is connected to it. */
interface Place extends Pick<Connection, 'send'> {
  account?: string;
}

/**
 * Waits until an event of this type about one of the answers has happened. Returns its id, and the connected account whose it
 * is.
 *
 * @throws Error where it does not happen in time.
 */
async function eventAbout(
  answers: Answers,
  type: string,
  places: Place[],
  signal: AbortSignal,
): Promise<{ id: string; account?: string | undefined }> {
  const ids = idsIn(answers);
  const until = performance.now() + HAPPENS_WITHIN_MS;
  while (performance.now() < until) {
    for (const { account, send } of places) {
      const { data } = (await send('get', EVENTS_PATH, { type, limit: 100 })) as unknown as {
        data: Event[];
      };
      const event = data.find((one) => isAbout(one, ids));
      if (event) return { id: event.id, account };
    }
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
  throw new Error(`The event ${type} has not happened within ${HAPPENS_WITHIN_MS / 1000} s.`);
}

/** An object without an id, such as the balance, is the only one of its kind. */
function isAbout({ account, data: { object } }: Event, ids: string[]): boolean {
  const text = JSON.stringify([object, account]);
  return !('id' in object) || ids.some((id) => text.includes(`"${id}"`));
}

/** Returns the ids of all objects that were answered. */
const idsIn = (answers: Answers): string[] =>
  [...JSON.stringify([...answers.values()]).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '');

/** Returns the ids of the connected accounts that were created. */
const accountsIn = (answers: Answers): string[] => idsIn(answers).filter((id) => id.startsWith('acct_'));
