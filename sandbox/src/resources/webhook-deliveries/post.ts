import { createHmac } from 'node:crypto';
import { type ClientRequest, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { seconds } from '../../kernel/seconds.js';
import { lookupPublic, PrivateAddress, refusePrivateHost } from './public-address.js';

/** How one attempt ended. */
export interface Outcome {
  delivered: boolean;
  /** The status of the endpoint's answer, where it answered. */
  status: number | null;
  /** Why it does not count as delivered. */
  failure: string | null;
}

/** Where an event is sent, and how it is signed. */
export interface Receiver {
  url: string;
  secret: string;
  /** Whether it may be on this machine, or in a network of one’s own. */
  mayBePrivate: boolean;
}

const TIMEOUT_MS = 10_000;

/**
 * Posts an event to an endpoint. Any answer of 2xx is a delivery; redirects are not followed, and what is in an answer is
 * not read.
 *
 * @throws Where `signal` ends it.
 */
export async function post(receiver: Receiver, event: object, signal: AbortSignal): Promise<Outcome> {
  // Indented, as the field sends it: who verifies anything but the bytes that came finds that out here.
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
    // A connection for each attempt: one that the endpoint closes while it is kept would be a failure of nobody's.
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

/** @throws PrivateAddress where the endpoint may be on no such address. */
function open({ url: address, mayBePrivate }: Receiver, options: RequestOptions): ClientRequest {
  const url = new URL(address);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  if (mayBePrivate) return request(url, options);
  refusePrivateHost(url);
  return request(url, { ...options, lookup: lookupPublic });
}

/** The answer's status. Its body is not waited for, however slowly it comes. */
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

/** Why there was no answer, in words of our own: an error's may quote the address. */
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
