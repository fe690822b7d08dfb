import type { PaymentPage } from '../../../../src/contract/checkout-view.js';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call, ReadUpstream } from '../../kernel/http/route.js';
import { sameSecret } from '../../kernel/same-secret.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { isOver, requireOpen } from './confirm.js';
import { pageView } from './page-view.js';
import { type Session, type SessionRow, sessionOfPage, sessions } from './store.js';

/**
 * Returns what a page in which a session is embedded learns of it.
 *
 * @throws ApiError 404 where the key's account has no such session, 400 for a client secret that is not the session's.
 */
export async function openByPage(
  call: Call<{ client_secret: string }>,
): Promise<PaymentPage & { url: string | null }> {
  const row = await sessions.find(call, call.id, 'client_secret');
  if (!isSecretOf(row, call.params.client_secret)) {
    throw invalidRequest('The client_secret provided does not match the Checkout Session.', {
      param: 'client_secret',
    });
  }
  const isExpired = isOver({ row, work: await onClock(call, row.testClock) });
  const view = await pageView(call, row);
  // Frames pass every `url` on to their page; a `return_url` only without long numbers, because a page may have chosen it.
  return { ...view, ...(isExpired && { status: 'expired' }), url: view.return_url };
}

/** Where the page of a session is. */
type PageAddress = Pick<PaymentPage, 'id' | 'object'> & { url: string };

/**
 * Returns the address of the page of a session, for a page of the shop that leads there.
 *
 * @throws ApiError 404 where the key's account has no such session, 400 for one that is over, or has no page of its own.
 */
export async function addressByPage(call: Call<unknown>): Promise<PageAddress> {
  const row = await sessions.find(call, call.id, 'sessionId');
  requireOpen({ row, work: await onClock(call, row.testClock) });
  return addressIn(row.body);
}

/** Returns the address of the page of a session in live mode, which is the processor's. */
export const liveAddress = async ({ id }: Call<unknown>, read: ReadUpstream): Promise<PageAddress> =>
  addressIn((await read(`/v1/checkout/sessions/${id}`)) as Session);

function addressIn({ id, ui_mode: mode, url }: Session): PageAddress {
  if (url) return { id, object: 'payment_page', url };
  throw invalidRequest(
    `redirectToCheckout takes a session that is open, and has ui_mode=hosted_page. This one has ui_mode=${mode}.`,
    { param: 'sessionId' },
  );
}

/** Finds a session that is embedded in a page, by what only that page and its customer know. */
export async function sessionOfSecret(
  db: ScopedDatabase['db'],
  secret: string,
): Promise<SessionRow | undefined> {
  const [id = ''] = secret.split('_secret_');
  const row = await sessionOfPage(db, id);
  return row && isSecretOf(row, secret) ? row : undefined;
}

const isSecretOf = ({ body }: SessionRow, secret: string): boolean =>
  Boolean(body.client_secret) && sameSecret(String(body.client_secret), secret);
