import qs from 'qs';
import type Stripe from 'stripe';
import { Refused, type Send } from '../../kernel/run-fixture.js';
import { variableOf } from '../flags.js';
import { findRunning } from '../running.js';
import { settings } from '../settings.js';
import { UsageError } from '../usage-error.js';

/** The flags with which a command finds the running sandbox. */
export const CONNECTION_FLAGS = {
  url: { type: 'string' },
  'api-key': { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** The flag of commands that send requests, which may be about a connected account. */
export const ACCOUNT_FLAG = { 'stripe-account': { type: 'string' } } as const;

export const ACCOUNT_HELP = `  --stripe-account ID  the connected account that the requests are about (the key's own)
`;

export const CONNECTION_HELP = `  --url URL      the running sandbox (PAYFRAME_URL; else the one that --data names, or http://127.0.0.1:4242)
  --api-key KEY  a secret or restricted key of test mode (PAYFRAME_API_KEY; else the one that --data names)
  --data DIR     the data directory of the running sandbox (PAYFRAME_DATA; else .payframe)
  --help         print this
`;

/** A running sandbox, through its API. */
export interface Connection {
  url: string;
  /** The key, which is never printed. */
  key: string;
  /** Sends a request. It also throws Unreachable, where nothing answers. */
  send: Send;
}

/** Error for a sandbox that does not answer. */
export class Unreachable extends Error {}

interface Values {
  url?: string | undefined;
  'api-key'?: string | undefined;
  data?: string | undefined;
  'stripe-account'?: string | undefined;
}

const DEFAULT_URL = 'http://127.0.0.1:4242';

/**
 * Finds the running sandbox: by flags, else by variables, else by its data directory.
 *
 * @throws UsageError for a key that is none of test mode, or where there is no key.
 */
export function connect(values: Values, env: NodeJS.ProcessEnv): Connection {
  const setting = (name: keyof Values) => values[name] || env[variableOf(name)];
  const dataDir = setting('data') || settings.data.default;
  const running = findRunning(dataDir);
  const url = setting('url') || running?.url || DEFAULT_URL;
  if (!URL.canParse(url)) throw new UsageError(`--url takes an address, such as ${DEFAULT_URL}.`);
  const { origin } = new URL(url);
  // The key in the directory is only for the sandbox that wrote it.
  const kept = origin === running?.url ? running.secretKey : undefined;
  const key = setting('api-key') || kept;
  if (!key) throw new UsageError(noKey(origin, dataDir));
  if (!/^[sr]k_test_/.test(key)) {
    throw new UsageError('--api-key takes a secret or restricted key of test mode: sk_test_… or rk_test_….');
  }
  const client = lazy(() => createClient(origin, key, values['stripe-account']));
  return {
    url: origin,
    key,
    async send(method, path, params = {}, version) {
      const query = method === 'post' ? '' : qs.stringify(params);
      const address = query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path;
      const body = method === 'post' ? { ...params } : undefined;
      try {
        const options = version === undefined ? undefined : { apiVersion: version };
        if (method === 'post' && path === FILES)
          return (await upload(await client(), params as UploadParams)) as never;
        return (await (await client()).rawRequest(method.toUpperCase(), address, body, options)) as never;
      } catch (error) {
        throw translated(error, origin);
      }
    },
  };
}

const FILES = '/v1/files';

/** The parameters of an upload in a fixture. */
interface UploadParams extends Omit<Stripe.FileCreateParams, 'file'> {
  file: { name: string; data: string };
}

/** Uploads a file, which no other request of the client can. */
const upload = (client: Stripe, { file: { name, data }, ...params }: UploadParams): Promise<Stripe.File> =>
  client.files.create({ ...params, file: { name, data: Buffer.from(data, 'base64') } });

const noKey = (url: string, data: string) =>
  `No sandbox on ${data} is known to run at ${url}. Start one with npx payframe-sandbox, or name a running one: by ` +
  '--data, or by --url and --api-key, or by PAYFRAME_URL and PAYFRAME_API_KEY.';

/** Creates the official client for another address. */
async function createClient(url: string, key: string, account?: string): Promise<Stripe> {
  const { default: Client } = await import('stripe');
  const { protocol, hostname, port } = new URL(url);
  return new Client(key, {
    host: hostname,
    protocol: protocol === 'https:' ? 'https' : 'http',
    ...(port && { port }),
    ...(account && { stripeAccount: account }),
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

function lazy<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

/** The parts that are read of an error of the official client. */
interface ClientError {
  type?: string;
  rawType?: string;
  message?: string;
  detail?: { code?: string };
  raw?: { code?: string };
}

function translated(error: unknown, url: string): unknown {
  const { type, rawType, message = '', detail, raw = {} } = error as ClientError;
  if (type === 'StripeConnectionError') {
    const reason = detail?.code ? ` (${detail.code})` : '';
    return new Unreachable(
      `Nothing answers at ${url}${reason}. Start the sandbox with: npx payframe-sandbox`,
    );
  }
  return rawType ? new Refused(message, { ...raw, type: rawType }) : error;
}
