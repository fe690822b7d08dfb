import { createHmac } from 'node:crypto';
import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
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
  /** Time until the head of the answer, or until it was given up, in ms. */
  duration: number;
  /** Beginning of the answer's body, as it came; `null` where there was no answer. */
  response: string | null;
}

/** An address that events are sent to, and the secret that signs them. */
export interface Receiver {
  url: string;
  secret: string;
  /** Whether it may be on this machine, or in a private network. */
  mayBePrivate: boolean;
}

const TIMEOUT_MS = 10_000;

/** What is read of an answer's body: so many bytes, in so many ms. */
const RESPONSE_BYTES = 4096;
const RESPONSE_MS = 500;

/**
 * Posts an event to an endpoint. Any answer of 2xx is a delivery; redirects are not followed, and of the
 * answer's body only the beginning is read.
 *
 * @throws Where `signal` ends it.
 */
export async function post(receiver: Receiver, event: object, signal: AbortSignal): Promise<Outcome> {
  // The body is indented, as in the public API. An endpoint that verifies anything but the received bytes
  // fails here too.
  const body = JSON.stringify(event, null, 2);
  const signature = sign(body, receiver.secret, new Date());
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const started = performance.now();
  const duration = () => Math.round(performance.now() - started);
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
    const answer = await answerTo(open(receiver, options), body);
    const took = duration();
    const status = answer.statusCode ?? 0;
    const delivered = status >= 200 && status < 300;
    const failure = delivered ? null : `The endpoint answered ${status}.`;
    return { delivered, status, failure, duration: took, response: await beginningOf(answer) };
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = timeout.aborted ? TIMED_OUT : reasonOf(error);
    return { delivered: false, status: null, failure, duration: duration(), response: null };
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

/** Returns the answer as soon as its head is there. */
function answerTo(request: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
}

/** Reads the beginning of a body, and ends the connection. A body that is slow, long or broken delays nothing. */
function beginningOf(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = () => {
      clearTimeout(timer);
      answer.destroy();
      resolve(Buffer.concat(chunks).subarray(0, RESPONSE_BYTES).toString());
    };
    const timer = setTimeout(end, RESPONSE_MS);
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= RESPONSE_BYTES) end();
    });
    for (const ending of ['end', 'error', 'close']) answer.on(ending, end);
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
