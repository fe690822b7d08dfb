import type { CallMessage, CallMethod, JsonObject } from '../../wire/index.js';
import { type Answer, notHere } from './answer.js';
import { scrub } from './scrub.js';
import type { Request, Send } from './sender.js';

/** Calls that an Element answers. Each makes requests from the typed data. */
export type ElementCalls<Data> = Partial<
  Record<
    CallMethod,
    (data: Data, params: JsonObject, send: (request: Request) => Promise<Answer>) => Promise<Answer>
  >
>;

/**
 * Answers a call with the typed data, and removes what the page may not see from the answer. Always settles.
 *
 * @param number The number that was typed: a card's, an IBAN, or that of an account.
 */
export async function answerCall<Data>(
  calls: ElementCalls<Data>,
  { method, params, agent }: CallMessage,
  data: Data,
  number: string,
  send: Send,
): Promise<Answer> {
  const make = calls[method];
  return make ? scrub(await make(data, params, (request) => send(request, agent)), number) : notHere();
}
