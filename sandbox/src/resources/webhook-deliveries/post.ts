import { createHmac } from 'node:crypto';
import { type ClientRequest, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { seconds } from '../../kernel/seconds.js';
import { lookupPublic, PrivateAddress, refusePrivateHost } from './public-address.js';

/** The result of one attempt. */
export interface Outcome {
  delivered: boolean;
  /** Status of the endpoint's answer, if it answered. */
  status: number | null;
  /** The reason why it does not count as delivered. */
  failure: string | null;
}

/** An address that events are sent to, and the secret that signs them. */
export interface Receiver {
  url: string;
  secret: string;
  /** Whether it may be on this machine, or in a private network. */
  mayBePrivate: boolean;
}

const TIMEOUT_MS = 10_000;

/**
 * Posts an event to an endpoint. Any answer of 2xx is a delivery; redirects are not followed, and the
 * answer's body is not read.
 *
 * @throws Where `signal` ends it.
 */
export async function post(receiver: Receiver, event: object, signal: AbortSignal): Promise<Outcome> {
  // The body is indented, as in the public API. An endpoint that verifies anything but the received bytes
  // fails here too.
  const body = JSON.stringify(event, null, 2);
  const signature = sign(body, receiver.secret, new Date());
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const options = {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Payframe/1.0',
      'Payframe-Signature': signature,
      'Stripe-Signature': signature,
    },
    // Each attempt has its own connection. If connections were kept, an endpoint that closes one would cause
    // a failure without a fault.
    agent: false as const,
    signal: AbortSignal.any([signal, timeout]),
  };
  try {
    const status = await statusOf(open(receiver, options), body);
    const delivered = status >= 200 && status < 300;
    return { delivered, status, failure: delivered ? null : `The endpoint answered ${status}.` };
  } catch (error) {
    if (signal.aborted) throw error;
    return { delivered: false, status: null, failure: timeout.aborted ? TIMED_OUT : reasonOf(error) };
  }
}

/** @throws PrivateAddress where the endpoint must not be on such an address. */
function open({ url: address, mayBePrivate }: Receiver, options: RequestOptions): ClientRequest {
  const url = new URL(address);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  if (mayBePrivate) return request(url, options);
  refusePrivateHost(url);
  return request(url, { ...options, lookup: lookupPublic });
}

/** Returns the answer's status, without waiting for its body. */
function statusOf(request: ClientRequest, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request.on('response', (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    request.on('error', reject);
    request.end(body);
  });
}

const TIMED_OUT = `There was no answer within ${TIMEOUT_MS / 1000} s.`;

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused: nothing listens at the address.',
  ECONNRESET: 'The connection was closed before there was an answer.',
  ENOTFOUND: 'The name of the host could not be resolved.',
};

/**
 * Returns the reason why there was no answer, in words of our own: an error's message may quote the address.
 */
function reasonOf(error: unknown): string {
  if (error instanceof PrivateAddress) {
    return 'Nothing was sent: the address is not a public one, and webhooks go to no other here.';
  }
  const { code } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) ?? `The request failed${code ? ` (${code})` : ''}.`;
}

/** Signs a body for a request's header with the time and its HMAC-SHA256, as publicly documented. */
function sign(body: string, secret: string, now: Date): string {
  const time = seconds(now);
  const hmac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${hmac}`;
}
