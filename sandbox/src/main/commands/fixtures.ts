import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { runFixture } from '../../kernel/run-fixture.js';
import { UsageError } from '../usage-error.js';
import { type Command, readArguments } from './command.js';
import { ACCOUNT_FLAG, ACCOUNT_HELP, CONNECTION_FLAGS, CONNECTION_HELP, connect } from './connection.js';

const HELP = `payframe-sandbox fixtures FILE: sends the requests of a fixture to the running sandbox.

${ACCOUNT_HELP}${CONNECTION_HELP}
The file is JSON, in the form of the field's command line:

  { "fixtures": [
      { "name": "customer", "path": "/v1/customers", "method": "post", "params": { "name": "Jenny" } },
      { "name": "payment", "path": "/v1/payment_intents", "method": "post", "params": {
          "amount": 2000, "currency": "usd", "customer": "\${customer:id}" } } ] }

  \${name:path}          a part of an earlier answer, such as \${customers:data.0.id}
  \${name:path|default}  the same, with a text where there is no such part
  \${.env:NAME}          a variable of the environment
  expected_error_type   the type of the error with which a request has to be refused
`;

const request = v.object({
  name: v.pipe(v.string(), v.regex(/^[^}:|]+$/)),
  path: v.pipe(v.string(), v.startsWith('/v1/')),
  method: v.pipe(v.string(), v.toLowerCase(), v.picklist(['delete', 'get', 'post'])),
  params: v.optional(v.record(v.string(), v.unknown())),
  expected_error_type: v.optional(v.string()),
});

const file = v.object({ fixtures: v.pipe(v.array(request), v.minLength(1)) });

/** Sends the requests of a file. */
export const fixtures: Command = {
  help: HELP,
  async run(args, { env, out }) {
    const { values, positionals } = readArguments(args, { ...CONNECTION_FLAGS, ...ACCOUNT_FLAG });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) throw new UsageError('Name one file with fixtures.');
    await runFixture(readFixture(path), connect(values, env), env, out);
  },
};

function readFixture(path: string) {
  const result = v.safeParse(file, parseFile(path));
  if (result.success) return result.output.fixtures;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new UsageError(`${path}${place ? `, ${place}` : ''}: ${issue.message}`);
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT' ? `There is no file ${path}.` : `${path}: ${message}`);
  }
}
