import { eventAbout } from '../../kernel/event-about.js';
import { runFixture } from '../../kernel/run-fixture.js';
import { registry } from '../../resources/registry.js';
import { UsageError } from '../usage-error.js';
import { type Command, readArguments } from './command.js';
import { ACCOUNT_FLAG, ACCOUNT_HELP, CONNECTION_FLAGS, CONNECTION_HELP, connect } from './connection.js';

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
    const asked = {
      send: connection.send,
      ...(!values['stripe-account'] && {
        sendAs: (account: string) => connect({ ...values, 'stripe-account': account }, env).send,
      }),
    };
    const event = await eventAbout(answers, type, asked, { within: HAPPENS_WITHIN_MS, signal });
    if (!event) throw new Error(`The event ${type} has not happened within ${HAPPENS_WITHIN_MS / 1000} s.`);
    const { id, account } = event;
    const page = `${connection.url}/dashboard/events/${id}${account ? `?account=${account}` : ''}`;
    out(`Trigger succeeded! ${type} [${id}]: ${page}`);
  },
};

const choices = () => `There are: ${[...triggers.keys()].join(', ')}.`;

/** Time within which the event has to happen, in ms: an answer of the bank comes some seconds later. */
const HAPPENS_WITHIN_MS = 30_000;
