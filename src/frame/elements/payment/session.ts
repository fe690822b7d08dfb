import type { ElementsSession } from '../../../contract/elements-session.js';
import { isRecord, type JsonObject, type WireError } from '../../../wire/index.js';
import { unreachable } from '../../api/answer.js';
import { formBody } from '../../api/form-body.js';
import type { ApiAccess } from '../../api/headers.js';
import { headersOf } from '../../api/headers.js';
import { readText } from '../../api/read-text.js';

/** Longest time for the host's answer with all tries, in ms. The page gives up on a frame after ten seconds. */
const TOTAL_MS = 9_000;
/** Waits before the request is sent again, in ms. */
const RETRY_AFTER_MS = [300, 1_000];

/** Options of a group that describe an intent which is created later, each with its other spelling. */
const DEFERRED = [
  'mode',
  'amount',
  'currency',
  'setupFutureUsage',
  'captureMethod',
  'onBehalfOf',
  'paymentMethodTypes',
  'allowedPaymentMethodTypes',
  'excludedPaymentMethodTypes',
  'paymentMethodConfiguration',
  'paymentMethodOptions',
];

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Returns an option of a group, in either spelling. */
export const groupOption = (group: JsonObject, name: string) => group[name] ?? group[snake(name)] ?? null;

/** Returns the parameters of the request for a group's payment methods. */
export function sessionParams(group: JsonObject, country = ''): JsonObject {
  const entries = DEFERRED.map((name) => [snake(name), groupOption(group, name)]);
  const described = Object.fromEntries(entries.filter(([, value]) => value !== null));
  return {
    ...(group.mode == null ? { client_secret: group.clientSecret ?? null } : { deferred_intent: described }),
    customer_session_client_secret: group.customerSessionClientSecret ?? null,
    ...(country && { country }),
  };
}

export type Loaded =
  | { session: ElementsSession; error?: undefined }
  | { session?: undefined; error: WireError };

/** Asks the host which payment methods there are. Always settles; a network that fails is tried again. */
export async function fetchSession(params: JsonObject, access: ApiAccess): Promise<Loaded> {
  if (!params.client_secret && !params.deferred_intent) return refused();
  const signal = AbortSignal.timeout(TOTAL_MS);
  let loaded = await ask(params, access, signal);
  for (const wait of RETRY_AFTER_MS) {
    if (loaded || signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, wait));
    loaded = await ask(params, access, signal);
  }
  return loaded ?? unreachable();
}

/** Returns why there is no form. What reads the reason is loaded where there is one to read. */
const refused = async (error?: Record<string, unknown>): Promise<Loaded> =>
  import('./session-refusal.js').then(({ reportRefusal }) => ({ error: reportRefusal(error) }), unreachable);

/** Asks once. Returns nothing if the host did not answer, or had an error of its own. */
async function ask(params: JsonObject, access: ApiAccess, signal: AbortSignal): Promise<Loaded | undefined> {
  try {
    const response = await fetch('/v1/elements/sessions', {
      method: 'POST',
      body: formBody(params),
      headers: headersOf(access),
      signal,
      // As those of the document, whose connection is used. Browsers keep others apart: one more takes two round trips.
      credentials: 'same-origin',
      redirect: 'error',
    });
    const answer: unknown = JSON.parse(await readText(response));
    if (response.status >= 500 || !isRecord(answer)) return undefined;
    if (isRecord(answer.error)) return await refused(answer.error);
    return Array.isArray(answer.payment_methods)
      ? { session: answer as unknown as ElementsSession }
      : undefined;
  } catch {
    return undefined;
  }
}
