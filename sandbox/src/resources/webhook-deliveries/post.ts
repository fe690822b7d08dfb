import { sign } from './signature.js';

/** What came of one attempt. */
export interface Outcome {
  delivered: boolean;
  /** What the endpoint answered, where it did. */
  status: number | null;
  /** Why it does not count as delivered. */
  failure: string | null;
}

const TIMEOUT_MS = 10_000;

/**
 * Posts an event to an endpoint. Any answer of 2xx is a delivery; redirects are not followed, and what is in an answer is
 * not read.
 *
 * @throws Where `signal` ends it.
 */
export async function post(
  url: string,
  event: object,
  secret: string,
  signal: AbortSignal,
): Promise<Outcome> {
  // Indented, as the field sends it: who verifies anything but the bytes that came finds that out here.
  const body = JSON.stringify(event, null, 2);
  const signature = sign(body, secret, new Date());
  try {
    const { status, body: answer } = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Payframe/1.0',
        'Payframe-Signature': signature,
        'Stripe-Signature': signature,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await answer?.cancel();
    const delivered = status >= 200 && status < 300;
    return { delivered, status, failure: delivered ? null : `The endpoint answered ${status}.` };
  } catch (error) {
    if (signal.aborted) throw error;
    return { delivered: false, status: null, failure: reasonOf(error) };
  }
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused: nothing listens at the address.',
  ECONNRESET: 'The connection was closed before there was an answer.',
  ENOTFOUND: 'The name of the host could not be resolved.',
  UND_ERR_SOCKET: 'The connection was closed before there was an answer.',
};

/** Why there was no answer, in words of our own: an error's may quote the address. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  if (name === 'TimeoutError') return `There was no answer within ${TIMEOUT_MS / 1000} s.`;
  const code = cause?.code;
  return (code && REASONS[code]) ?? `The request failed${code ? ` (${code})` : ''}.`;
}
