import { isRecord, type JsonObject, type WireError } from '../../wire/index.js';
import { learn, text } from '../language/texts.js';
import { type Answer, unreachable } from './answer.js';
import { shaped } from './answer-shape.js';
import { type ApiAccess, headersOf } from './headers.js';
import { readText } from './read-text.js';

// A copy of texts in `en.json`: if they were imported, the build would put that file into the card's first
// script.
export const LATER_TEXTS = {
  api_timeout: 'The payment server did not answer in time. Try again.',
  api_unreadable: "The payment server's answer could not be read. Try again.",
};
learn(LATER_TEXTS);

/** Longest time for a request with all its tries, in ms. */
const TOTAL_MS = 30_000;
/** Waits before a request is tried again, in ms. */
const RETRY_AFTER_MS = [400, 1_200];
/** Longest wait that a server may ask for, in seconds, because a person sits in front of the page. */
const LONGEST_RETRY_AFTER = 5;

const timedOut = (): Answer => ({
  error: { type: 'api_connection_error', code: 'timeout', message: text('api_timeout') },
});
export const unreadable = (): Answer => ({
  error: { type: 'api_error', code: 'invalid_response', message: text('api_unreadable') },
});

const RATE_LIMITED: Answer = {
  error: {
    type: 'rate_limit_error',
    code: 'rate_limit',
    message: 'Too many requests. Try again later.',
  },
};

/** Returns a key that no one can guess: 128 random bits. */
export const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/**
 * POSTs to the API of the frame's own origin, which needs no preflight. Always settles. It tries again after
 * a network fault, a server's error or a short `Retry-After`, with the same idempotency key, so that a lost
 * answer creates no second object.
 *
 * @param shape Returns the part of an object that the page gets.
 */
export const post = (
  path: string,
  body: URLSearchParams,
  access: ApiAccess,
  idempotencyKey = randomKey(),
  shape: Shape = (object) =>
    shaped(object, new Set([...body].filter(([name]) => !TYPED.test(name)).map(([, value]) => value))),
): Promise<Answer> =>
  settle(
    path,
    { method: 'POST', body, headers: { ...headersOf(access), 'Idempotency-Key': idempotencyKey } },
    shape,
  );

/** Copies the part of an object of the API that a page may see. */
type Shape = (object: Record<string, unknown>) => JsonObject;

/** Parameters that a person typed. All others come from the page, which may see them again. */
const TYPED = /\[(?:number|cvc|iban|account_number)\]$/;

/** Reads an intent. Its client secret is in a header, because addresses end up in logs. */
export const retrieve = (path: string, clientSecret: string, access: ApiAccess): Promise<Answer> =>
  settle(path, { headers: { ...headersOf(access), 'Payframe-Client-Secret': clientSecret } });

async function settle(path: string, request: RequestInit, shape: Shape = shaped): Promise<Answer> {
  const signal = AbortSignal.timeout(TOTAL_MS);
  const attempt = () => tryOnce(path, { ...request, signal, credentials: 'omit', redirect: 'error' }, shape);
  let answer = await attempt();
  for (const least of RETRY_AFTER_MS) {
    if (!answer.retry || signal.aborted) break;
    const wait = Math.max(least, 1_000 * (answer.after ?? 0));
    await new Promise((resolve) => setTimeout(resolve, wait));
    answer = await attempt();
  }
  return answer.answer;
}

interface Try {
  answer: Answer;
  retry?: boolean;
  /** The wait that the server asks for, in seconds. */
  after?: number | undefined;
}

async function tryOnce(path: string, request: RequestInit, shape: Shape): Promise<Try> {
  try {
    const response = await fetch(path, request);
    const { status } = response;
    const after = retryAfter(response);
    const retry = status >= 500 || status === 409 || (status === 429 && after !== undefined);
    return { answer: readAnswer(await readText(response), response, shape), retry, after };
  } catch {
    // The error's name does not tell: a body that is aborted half-way fails with another error than a
    // request.
    return request.signal?.aborted ? { answer: timedOut() } : { answer: unreachable(), retry: true };
  }
}

/** Returns the seconds in `Retry-After` (RFC 9110, 10.2.3), if the wait is short enough. */
function retryAfter({ headers }: Response): number | undefined {
  const header = headers.get('Retry-After') ?? '';
  return /^\d$/.test(header) && Number(header) <= LONGEST_RETRY_AFTER ? Number(header) : undefined;
}

function readAnswer(text: string, { status, headers }: Response, shape: Shape): Answer {
  try {
    const answer: unknown = JSON.parse(text);
    if (isRecord(answer)) {
      if (isRecord(answer.error))
        return { error: readError({ ...answer.error, request_id: headers.get('Request-Id') }, shape) };
      const value = shape(answer);
      if (status < 300 && value.id) return { value };
    }
  } catch {
    // Not JSON: the answer comes from a proxy in front of the API.
  }
  return status === 429 ? RATE_LIMITED : unreadable();
}

/**
 * Properties of an error, with the ids of the objects that it is about, because the page continues with
 * those.
 */
const ERROR_FIELDS =
  'type message code param decline_code doc_url request_id charge payment_intent setup_intent payment_method'.split(
    ' ',
  );

export function readError(error: Record<string, unknown>, shape: Shape = shaped): WireError {
  const fields = ERROR_FIELDS.filter((name) =>
    (/_intent$|_method$/.test(name) ? isRecord : isText)(error[name]),
  );
  return {
    type: 'api_error',
    message: 'The request was refused.',
    ...shape(Object.fromEntries(fields.map((name) => [name, error[name]]))),
  };
}

const isText = (value: unknown) => typeof value === 'string';
