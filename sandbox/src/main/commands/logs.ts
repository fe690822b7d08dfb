import { UsageError } from '../usage-error.js';
import { clockTime } from './clock-time.js';
import { type Command, readArguments } from './command.js';
import { CONNECTION_FLAGS, CONNECTION_HELP, connect } from './connection.js';
import { follow } from './follow.js';

const HELP = `payframe-sandbox logs tail: prints the requests to the running sandbox as they are answered.

  --filter-http-method METHODS     only these: GET, POST, DELETE
  --filter-request-path PATHS      only these, such as /v1/payment_intents
  --filter-request-status STATUS   only SUCCEEDED, or only FAILED
  --filter-status-code CODES       only these, such as 402,404
  --filter-status-code-type TYPES  only these: 2XX, 4XX, 5XX
  --format JSON                    print each request as one line of JSON
${CONNECTION_HELP}
Several values are separated by commas. Numbers of cards and secrets are in no request's log.
`;

const FLAGS = {
  ...CONNECTION_FLAGS,
  'filter-http-method': { type: 'string' },
  'filter-request-path': { type: 'string' },
  'filter-request-status': { type: 'string' },
  'filter-status-code': { type: 'string' },
  'filter-status-code-type': { type: 'string' },
  format: { type: 'string' },
} as const;

/** A request of the log. */
interface LoggedRequest {
  id: string;
  created: number;
  method: string;
  path: string;
  status: number;
  error: { code?: string; message?: string } | null;
}

/** Prints requests as they are answered. */
export const logs: Command = {
  help: HELP,
  async run(args, { env, out, err, signal }) {
    const { values, positionals } = readArguments(args, FLAGS);
    if (positionals.join(' ') !== 'tail') throw new UsageError('logs takes one command: logs tail.');
    const isJson = readFormat(values.format);
    const isWanted = readFilters(values);
    const connection = connect(values, env);
    const path = '/v1/test_helpers/requests';
    for await (const requests of follow<LoggedRequest>(connection, path, {}, { err, signal })) {
      if (requests.length === 0)
        err('> Ready! You are now watching the requests to the sandbox (^C to quit)');
      for (const request of requests.filter(isWanted))
        out(isJson ? JSON.stringify(request) : lineOf(request));
    }
  },
};

function lineOf({ id, created, method, path, status, error }: LoggedRequest): string {
  const reason = error ? ` ${error.code ?? error.message ?? ''}` : '';
  return `${clockTime(new Date(created * 1000))} [${status}] ${method} ${path} [${id}]${reason}`;
}

type Values = { [Name in keyof typeof FLAGS]?: string | boolean | undefined };

/** Returns the test for the requests that all of the filters let through. */
function readFilters(values: Values): (request: LoggedRequest) => boolean {
  const methods = readAllOf('filter-http-method', values, /^(?:GET|POST|DELETE)$/);
  const paths = readAllOf('filter-request-path', values, /^\/.*$/);
  const codes = readAllOf('filter-status-code', values, /^\d{3}$/);
  const types = readAllOf('filter-status-code-type', values, /^[245]XX$/);
  const ends = readAllOf('filter-request-status', values, /^(?:SUCCEEDED|FAILED)$/);
  return ({ method, path, status }) =>
    methods(method) &&
    paths(path) &&
    codes(String(status)) &&
    types(`${String(status)[0]}XX`) &&
    ends(status < 400 ? 'SUCCEEDED' : 'FAILED');
}

/** Reads the values of a filter, and returns the test for one of them. Without values everything passes it. */
function readAllOf(flag: keyof typeof FLAGS, values: Values, form: RegExp): (value: string) => boolean {
  const given = values[flag];
  if (typeof given !== 'string') return () => true;
  const isPath = given.startsWith('/');
  const wanted = given.split(',').map((value) => (isPath ? value.trim() : value.trim().toUpperCase()));
  const wrong = wanted.find((value) => !form.test(value));
  if (wrong !== undefined) throw new UsageError(`--${flag} does not take '${wrong}'. See logs --help.`);
  return (value) => wanted.includes(value);
}

function readFormat(format: string | undefined): boolean {
  if (format === undefined || format.toUpperCase() === 'JSON') return format !== undefined;
  throw new UsageError(`--format takes JSON, not '${format}'.`);
}
