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
    const id = await eventAbout(answers, type, connection, signal);
    out(`Trigger succeeded! ${type} [${id}]: ${connection.url}/dashboard/events/${id}`);
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

/**
 * Waits until an event of this type about one of the answers has happened. Returns its id.
 *
 * @throws Error where it does not happen in time.
 */
async function eventAbout(
  answers: Answers,
  type: string,
  { send }: Connection,
  signal: AbortSignal,
): Promise<string> {
  const ids = idsIn(answers);
  const until = performance.now() + HAPPENS_WITHIN_MS;
  while (performance.now() < until) {
    const { data } = (await send('get', EVENTS_PATH, { type, limit: 100 })) as unknown as {
      data: Event[];
    };
    const event = data.find((one) => isAbout(one, ids));
    if (event) return event.id;
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
