import { createHmac } from 'node:crypto';
import { EVENTS_PATH } from '../../kernel/event-about.js';
import { post } from '../../resources/webhook-deliveries/index.js';
import { EVENT_TYPES, wrongUrl } from '../../resources/webhook-endpoints/index.js';
import { UsageError } from '../usage-error.js';
import { clockTime } from './clock-time.js';
import { type Command, readArguments } from './command.js';
import { CONNECTION_FLAGS, CONNECTION_HELP, connect } from './connection.js';
import { follow } from './follow.js';

const HELP = `payframe-sandbox listen: prints the events of the running sandbox as they happen, and forwards them.

  --forward-to URL  POST each event, signed, to this address, such as localhost:3000/webhook
  --forward-connect-to URL  where the events of connected accounts go (that of --forward-to)
  --events TYPES    only these, such as charge.succeeded,charge.refunded; charge.* is a group (all)
  --print-json      print each event as one line of JSON
  --print-secret    print only the signing secret, and end
${CONNECTION_HELP}`;

const FLAGS = {
  ...CONNECTION_FLAGS,
  'forward-to': { type: 'string' },
  'forward-connect-to': { type: 'string' },
  events: { type: 'string' },
  'print-json': { type: 'boolean', default: false },
  'print-secret': { type: 'boolean', default: false },
} as const;

/** The parts of an event that are read. */
interface Event {
  id: string;
  created: number;
  type: string;
  /** The connected account that it comes from, if it comes from one. */
  account?: string;
  data: { object: { id?: string } };
}

/** Prints events as they happen, and forwards them. */
export const listen: Command = {
  help: HELP,
  async run(args, { env, out, err, signal }) {
    const { values, positionals } = readArguments(args, FLAGS);
    if (positionals.length > 0) throw new UsageError(`listen takes only flags, not '${positionals[0]}'.`);
    const types = readTypes(values.events);
    const own = readAddress('forward-to', values);
    const connected = readAddress('forward-connect-to', values) ?? own;
    const connection = connect(values, env);
    const secret = secretOf(connection.key);
    if (values['print-secret']) return out(secret);
    const isJson = values['print-json'];
    const forward = createForwarding(secret, isJson ? err : out, signal);
    const params = {
      types,
      connected: values['forward-connect-to'] !== undefined || isSecret(connection.key),
    };
    for await (const events of follow<Event>(connection, EVENTS_PATH, params, { err, signal })) {
      if (events.length === 0) err(`> Ready! Your webhook signing secret is ${secret} (^C to quit)`);
      for (const event of events) {
        const url = event.account === undefined ? own : connected;
        out(isJson ? JSON.stringify(event) : lineOf(event));
        if (url !== undefined) forward(event, url);
      }
    }
  },
};

/** A restricted key need not be allowed to read the events of connected accounts. */
const isSecret = (key: string) => key.startsWith('sk_');

const lineOf = ({ id, type, account }: Event) =>
  `${clockTime()}   --> ${account === undefined ? '' : 'connect '}${type} [${id}]`;

/**
 * Derives the secret that signs what is forwarded, so that it stays the same from start to start, as long as
 * the key does.
 */
const secretOf = (key: string) =>
  `whsec_${createHmac('sha256', key).update('payframe-sandbox listen').digest('hex')}`;

function readTypes(text: string | undefined): string[] | undefined {
  const types = text?.split(',').map((type) => type.trim());
  const wrong = types?.find((type) => !type.includes('*') && !EVENT_TYPES.has(type));
  if (wrong !== undefined) throw new UsageError(`--events: '${wrong}' is not a type of event.`);
  return types;
}

/** Reads an address, of which the scheme may be left out, as in the field's command line. */
function readAddress(
  flag: 'forward-connect-to' | 'forward-to',
  { [flag]: text }: Partial<Record<typeof flag, string>>,
): string | undefined {
  if (text === undefined) return undefined;
  const url = text.includes('://') ? text : `http://${text}`;
  const wrong = wrongUrl(url);
  if (wrong) throw new UsageError(`--${flag} takes an address: ${wrong}.`);
  return url;
}

/**
 * Creates the function that forwards an event: once, as the field's command line does, and in order for each
 * object.
 */
function createForwarding(
  secret: string,
  out: (line: string) => void,
  signal: AbortSignal,
): (event: Event, url: string) => void {
  const queues = new Map<string, Promise<void>>();
  const forward = async (event: Event, url: string) => {
    const { status, failure } = await post({ url, secret, mayBePrivate: true }, event, signal);
    const reason = status === null ? ` ${failure}` : '';
    out(`${clockTime()}  <--  [${status ?? 'ERROR'}] POST ${url} [${event.id}]${reason}`);
  };
  return (event, url) => {
    const object = `${event.account} ${event.data.object.id ?? event.id}`;
    const sent: Promise<void> = (queues.get(object) ?? Promise.resolve())
      .then(() => forward(event, url))
      // The command is ended.
      .catch(() => {})
      .finally(() => {
        if (queues.get(object) === sent) queues.delete(object);
      });
    queues.set(object, sent);
  };
}
