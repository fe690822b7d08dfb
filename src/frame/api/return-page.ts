import type { JsonObject } from '../../wire/index.js';
import type { Answer } from './answer.js';

/**
 * Answers with an intent that needs nothing more from the customer on this page: it is paid or saved, or only time is missing, such
 * as for a voucher. A page that wants to goes on to its `return_url`. The address never includes a client secret.
 *
 * @param address The `return_url`; `null` for a page that stays.
 */
export function withReturnPage(value: JsonObject, address: unknown): Answer {
  if (!address) return { value };
  const url = new URL(address as string);
  url.searchParams.set(value.object as string, value.id as string);
  url.searchParams.set('redirect_status', /succ|cap/.test(value.status as string) ? 'succeeded' : 'pending');
  return { value, leave: url.href };
}
