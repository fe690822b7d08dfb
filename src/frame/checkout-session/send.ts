import { isRecord, type JsonObject } from '../../wire/index.js';
import { type Answer, unreachable } from '../api/answer.js';
import { randomKey, readError, unreadable } from '../api/api.js';
import { type ApiAccess, headersOf } from '../api/headers.js';
import { readText } from '../api/read-text.js';
import { encode, type Request, UNUSABLE } from '../api/sender.js';

/** Longest time for a request with all its tries, in ms. */
const TOTAL_MS = 30_000;
/** Waits before a request is tried again, in ms. */
const RETRY_AFTER_MS = [400, 1_200];

/**
 * Sends a request about a Checkout Session, and returns the whole answer: what the customer buys is the shop's own, and nothing that
 * was typed is in it. Always settles. After a fault it is tried again with the same idempotency key, so that nothing is paid twice.
 */
export async function send(
  { attempt, path, params }: Request,
  access: ApiAccess,
  agent: string,
): Promise<Answer> {
  const body = encode({ ...params, payment_user_agent: agent });
  if (!body) return UNUSABLE;
  const signal = AbortSignal.timeout(TOTAL_MS);
  const request: RequestInit = {
    method: 'POST',
    body,
    headers: { ...headersOf(access), 'Idempotency-Key': attempt ?? randomKey() },
    signal,
    credentials: 'omit',
    redirect: 'error',
  };
  let answer = await tryOnce(path, request);
  for (const wait of RETRY_AFTER_MS) {
    if (answer || signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, wait));
    answer = await tryOnce(path, request);
  }
  return answer ?? unreachable();
}

/** Sends it once. Returns nothing where the host did not answer, had an error of its own, or is busy with the same request. */
async function tryOnce(path: string, request: RequestInit): Promise<Answer | undefined> {
  try {
    const response = await fetch(path, request);
    if (response.status >= 500 || response.status === 409) return undefined;
    const answer: unknown = JSON.parse(await readText(response));
    if (!isRecord(answer)) return unreadable();
    return isRecord(answer.error) ? { error: readError(answer.error) } : { value: answer as JsonObject };
  } catch {
    return undefined;
  }
}
