import type { JsonObject } from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import { shaped } from '../api/answer-shape.js';
import { post } from '../api/api.js';
import type { ApiAccess } from '../api/headers.js';
import { encode, type Request, UNUSABLE } from '../api/sender.js';

/**
 * Sends a request about a Checkout Session, and returns its page whole: what the customer buys is the shop's own, and nothing that
 * was typed is in it.
 */
export async function send(
  { attempt, path, params }: Request,
  access: ApiAccess,
  agent: string,
): Promise<Answer> {
  const body = encode({ ...params, payment_user_agent: agent });
  return body ? post(path, body, access, attempt, page) : UNUSABLE;
}

const page = (answer: Record<string, unknown>): JsonObject =>
  answer.object === 'payment_page' ? (answer as JsonObject) : shaped(answer);
