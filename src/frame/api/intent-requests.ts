import { isRecord, type JsonObject, readClientSecret } from '../../wire/index.js';
import type { Answer } from './answer.js';
import { retrieve } from './api.js';
import type { ApiAccess } from './headers.js';
import { withNextStep } from './next-step.js';
import type { Request } from './sender.js';

export const NO_INTENT: Answer = {
  error: {
    type: 'invalid_request_error',
    code: 'invalid_client_secret',
    param: 'client_secret',
    message: 'Pass the client secret of an intent.',
  },
};

/** Returns the API's path of the intent to which a client secret belongs. */
export function intentPath(clientSecret: unknown): string | undefined {
  const intent = readClientSecret(clientSecret);
  return intent && `/v1/${intent.object}s/${intent.id}`;
}

export async function retrieveIntent(clientSecret: unknown, access: ApiAccess): Promise<Answer> {
  const path = intentPath(clientSecret);
  return path ? retrieve(path, clientSecret as string, access) : NO_INTENT;
}

/**
 * Confirms the intent to which a client secret belongs.
 *
 * @param params The page's parameters: those of the API, `attempt`, and those of `withNextStep`. The payment method's
 * data are removed from them.
 * @param made The frame's own parameters, such as the payment method.
 * @param wait Waits for a payer who confirms in their own app.
 */
export async function confirm(
  params: JsonObject,
  made: JsonObject,
  send: (request: Request) => Promise<Answer>,
  wait = async (answer: Answer): Promise<Answer> => answer,
): Promise<Answer> {
  const { attempt, isolated, acts, return_to, payment_method, payment_method_data: _, ...others } = params;
  const path = intentPath(others.client_secret);
  if (!path) return NO_INTENT;
  const saved = typeof payment_method === 'string' && { payment_method };
  const answer = await send({
    path: `${path}/confirm`,
    params: { ...others, ...saved, ...made, use_stripe_sdk: !(isolated && others.return_url) },
    attempt: attempt as string | undefined,
  });
  return withNextStep(acts ? await wait(answer) : answer, params);
}

/** Returns the data that the page adds to a PaymentMethod which a frame creates. */
export const methodData = ({ payment_method, payment_method_data }: JsonObject): JsonObject => ({
  ...recordOf(payment_method_data),
  ...recordOf(payment_method),
});

export const recordOf = (value: unknown): JsonObject => (isRecord(value) ? (value as JsonObject) : {});

export const confirmationTokenRequest = (params: JsonObject, payment_method_data: JsonObject): Request => ({
  path: '/v1/confirmation_tokens',
  params: { ...params, payment_method_data },
});
