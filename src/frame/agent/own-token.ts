import { isRecord, type JsonObject } from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import type { Request } from '../api/sender.js';

/** Types of tokens whose data the page has itself: what the holder of an account of a platform has typed. */
const TYPES: readonly string[] = ['account', 'bank_account', 'person', 'pii'];

/**
 * Creates a token of a page's own data.
 *
 * @param params The data under the name of their type.
 */
export async function createOwnToken(
  params: JsonObject,
  deliver: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  const [[type, data] = ['', null]] = Object.entries(params);
  if (!TYPES.includes(type))
    return refused(
      `Pass an Element, cvc_update and one, or the data of one of these types: ${TYPES.join(', ')}.`,
    );
  return isRecord(data) ? deliver({ path: '/v1/tokens', params }) : missing(type);
}

const refused = (message: string): Answer => ({
  error: { type: 'invalid_request_error', code: 'method_not_available', param: 'tokenType', message },
});

const missing = (param: string): Answer => ({
  error: {
    type: 'invalid_request_error',
    code: 'parameter_missing',
    param,
    message: `Missing required param: ${param}.`,
  },
});
