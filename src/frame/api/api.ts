import { isRecord, type JsonObject, type WireError } from '../../wire/index.js';
import { learn, text } from '../language/texts.js';
import { type Answer, unreachable } from './answer.js';

// As in `en.json`, whose texts the build would put into the card's first script.
export const LATER_TEXTS = {
  api_timeout: 'The payment server did not answer in time. Try again.',
  api_unreadable: "The payment server's answer could not be read. Try again.",
};
learn(LATER_TEXTS);

/** Longest time for a request with all its tries, in ms. */
const TOTAL_MS = 30_000;
/** Waits before a request is tried again, in ms. */
const RETRY_AFTER_MS = [400, 1_200];
/** Largest answer that is read, in bytes. */
const MAX_ANSWER = 256 * 1024;

export interface ApiAccess {
  key: string;
  account?: string;
  apiVersion?: string;
  /** Of the page that the frame serves: a key can be bound to it. */
  pageOrigin?: string;
}

const timedOut = (): Answer => ({
  error: { type: 'api_connection_error', code: 'timeout', message: text('api_timeout') },
});
const unreadable = (): Answer => ({
  error: { type: 'api_error', code: 'invalid_response', message: text('api_unreadable') },
});

/** What no one can guess: 128 random bits. */
export const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/**
 * POSTs to the API of the frame's own origin, which needs no preflight, and always settles. It tries again after a
 * network fault or a server's error, under one idempotency key, so that a lost answer makes no second object.
 */
export const post = (
  path: string,
  body: URLSearchParams,
  access: ApiAccess,
  idempotencyKey = randomKey(),
): Promise<Answer> =>
  settle(path, {
    method: 'POST',
    body,
    headers: { ...headersOf(access), 'Idempotency-Key': idempotencyKey },
  });

/** Reads an intent. Its client secret is in a header: addresses end up in logs. */
export const retrieve = (path: string, clientSecret: string, access: ApiAccess): Promise<Answer> =>
  settle(path, { headers: { ...headersOf(access), 'Payframe-Client-Secret': clientSecret } });

async function settle(path: string, request: RequestInit): Promise<Answer> {
  const signal = AbortSignal.timeout(TOTAL_MS);
  const attempt = () => tryOnce(path, { ...request, signal, credentials: 'omit', redirect: 'error' });
  let answer = await attempt();
  for (const wait of RETRY_AFTER_MS) {
    if (!answer.retry || signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, wait));
    answer = await attempt();
  }
  return answer.answer;
}

/**
 * The page's origin, and those of all that it is itself embedded in, from the inside out, as far as the browser tells
 * them: a list of origins, as in the header `Origin` (RFC 6454).
 */
const originsAround = (pageOrigin: string) =>
  [...new Set([pageOrigin, ...Array.from(globalThis.location?.ancestorOrigins ?? []).slice(1)])].join(' ');

const headersOf = ({ key, account, apiVersion, pageOrigin }: ApiAccess): Record<string, string> => ({
  Authorization: `Bearer ${key}`,
  ...(pageOrigin && { 'Payframe-Page-Origin': originsAround(pageOrigin) }),
  ...(account && { 'Payframe-Account': account }),
  ...(apiVersion && { 'Payframe-Version': apiVersion }),
});

async function tryOnce(path: string, request: RequestInit): Promise<{ answer: Answer; retry?: boolean }> {
  try {
    const response = await fetch(path, request);
    const retry = response.status >= 500 || response.status === 409;
    return { answer: readAnswer(await readText(response), response.ok), retry };
  } catch {
    // Not by the error's name: a body that is given up half-way fails with another than a request.
    return request.signal?.aborted ? { answer: timedOut() } : { answer: unreachable(), retry: true };
  }
}

/** The body as text, given up where it is larger than any answer of the API. */
async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MAX_ANSWER) {
      await reader?.cancel();
      return '';
    }
  }
}

function readAnswer(text: string, ok: boolean): Answer {
  try {
    const answer: unknown = JSON.parse(text);
    if (!isRecord(answer)) return unreadable();
    if (isRecord(answer.error)) return { error: readError(answer.error) };
    return ok && typeof answer.id === 'string' ? { value: answer as JsonObject } : unreadable();
  } catch {
    return unreadable();
  }
}

const ERROR_TEXTS = ['type', 'message', 'code', 'param', 'decline_code', 'doc_url', 'charge'];
/** What an error is about: the page goes on with it. */
const ERROR_OBJECTS = ['payment_intent', 'setup_intent', 'payment_method'];

export function readError(error: Record<string, unknown>): WireError {
  const fields = [
    ...ERROR_TEXTS.filter((name) => typeof error[name] === 'string'),
    ...ERROR_OBJECTS.filter((name) => isRecord(error[name])),
  ];
  return {
    type: 'api_error',
    message: 'The payment server refused the request.',
    ...Object.fromEntries(fields.map((name) => [name, error[name]])),
  };
}
