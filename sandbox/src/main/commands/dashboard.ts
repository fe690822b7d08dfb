import { ownAccount } from '../../api-keys/index.js';
import { resetTwoFactor } from '../../dashboard/index.js';
import { type Entry, textOf } from '../../kernel/http/log.js';
import { openDatabase } from '../database.js';
import { variableOf } from '../flags.js';
import { settings } from '../settings.js';
import { UsageError } from '../usage-error.js';
import { type Command, readArguments } from './command.js';

const HELP = `payframe-sandbox dashboard reset-two-factor: lets in who has lost their phone and their recovery codes.

  --email EMAIL  the person (the owner)
  --data DIR     the data directory (PAYFRAME_DATA; else .payframe). Stop the sandbox on it first.
  --help         print this

With DATABASE_URL it works on that PostgreSQL, while sandboxes run. The person's sessions end.
`;

const FLAGS = {
  email: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Does for the dashboard what only whoever has the database may. */
export const dashboard: Command = {
  help: HELP,
  async run(args, { env, err, out }) {
    const { values, positionals } = readArguments(args, FLAGS);
    if (positionals.join(' ') !== 'reset-two-factor')
      throw new UsageError('dashboard takes one command: dashboard reset-two-factor.');
    const dataDir = values.data || env[variableOf('data')] || settings.data.default;
    const { DATABASE_URL: databaseUrl } = env;
    const database = await openDatabase({ dataDir, ...(databaseUrl && { databaseUrl }) });
    try {
      const { db } = database;
      const services = { db, accountId: await ownAccount(db), log: (entry: Entry) => err(textOf(entry)) };
      if (!(await resetTwoFactor(services, values.email))) throw new UsageError(nobody(values.email));
      const who = values.email ?? 'the owner';
      out(`Two-factor of ${who} is off. They sign in with their password, and can set it up again.`);
    } finally {
      await database.close();
    }
  },
};

const nobody = (email: string | undefined) =>
  email === undefined ? 'The owner has never signed in.' : `Nobody has the email ${email}.`;
