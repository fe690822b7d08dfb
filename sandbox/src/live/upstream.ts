import type Stripe from 'stripe';
import type { ErrorCode, ErrorType } from '../../../src/contract/errors.js';
import { ApiError } from '../kernel/errors.js';

/**
 * The API that live cards and payments are sent to, which has the shape of the public one: its address, and a
 * secret key of it.
 */
export interface UpstreamOptions {
  /** Address such as `https://api.example.com`. It has to be HTTPS, except for this machine. */
  url: string;
  /** A live secret key of that API. */
  secretKey: string;
}

export interface UpstreamRequest {
  method: string;
  /** Path, with the query of a GET. */
  path: string;
  /** Parameters of a POST. */
  params?: Record<string, unknown>;
  idempotencyKey?: string | null;
  /** Version of the API whose shapes the answer has. By default the newest. */
  version?: string;
}

export interface Upstream {
  /** @throws ApiError with the upstream's refusal, or 502 `upstream_unreachable` */
  send(request: UpstreamRequest): Promise<Record<string, unknown>>;
}

const TIMEOUT_MS = 20_000;

/**
 * Creates the connection to the upstream, through the official client. The client is loaded at the first
 * call, because most sandboxes never make one.
 *
 * @throws Error for an address to which no card should be sent.
 */
export function createUpstream({ url, secretKey }: UpstreamOptions): Upstream {
  const { protocol, hostname, port } = safeAddress(url);
  const connect = async () => {
    const { default: Client } = await import('stripe');
    return new Client(secretKey, {
      host: hostname,
      protocol: protocol === 'https:' ? 'https' : 'http',
      ...(port && { port }),
      maxNetworkRetries: 1,
      timeout: TIMEOUT_MS,
      telemetry: false,
    });
  };
  let client: Promise<Stripe> | undefined;
  return {
    async send({ method, path, params, idempotencyKey, version }) {
      client ??= connect();
      try {
        const options = {
          ...(idempotencyKey && { idempotencyKey }),
          ...(version && { apiVersion: version }),
        };
        return (await (await client).rawRequest(method, path, params, options)) as never;
      } catch (error) {
        throw translated(error);
      }
    },
  };
}

function safeAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:') return url;
  if (url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return url;
  throw new Error('The upstream’s address has to begin with https://: cards are sent there.');
}

interface UpstreamError {
  statusCode?: number;
  rawType?: string;
  message?: string;
  raw?: Record<string, unknown>;
}

/**
 * Returns the upstream's refusal as our own answer. Its message is for the caller; its request ids are not.
 */
function translated(error: unknown): ApiError {
  const { statusCode, rawType, message = '', raw = {} } = error as UpstreamError;
  if (statusCode === undefined || statusCode === 401 || statusCode >= 500) return unreachable(statusCode);
  const text = (name: string) => (typeof raw[name] === 'string' ? (raw[name] as string) : undefined);
  const [code, param, declineCode] = [text('code'), text('param'), text('decline_code')];
  return new ApiError(statusCode as 400, (rawType ?? 'api_error') as ErrorType, message, {
    // An upstream may have codes of its own.
    ...(code && { code: code as ErrorCode }),
    ...(param && { param }),
    ...(declineCode && { declineCode }),
    about: aboutOf(raw),
  });
}

const ABOUT = ['charge', 'payment_intent', 'payment_method', 'setup_intent'];

const aboutOf = (raw: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => ABOUT.includes(name)));

const unreachable = (status?: number) =>
  new ApiError(
    502,
    'api_error',
    status === 401
      ? 'The upstream does not accept the secret key that live mode is configured with.'
      : 'The upstream of live mode could not be reached, or failed. Try again with the same idempotency key.',
    { code: 'upstream_unreachable' },
  );
