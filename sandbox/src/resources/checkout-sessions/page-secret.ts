import { invalidRequest, missing } from '../../kernel/errors.js';
import { sameSecret } from '../../kernel/same-secret.js';
import type { SessionRow } from './store.js';

/**
 * Checks that a page may see a session. The page of the host has its id from its own address, which nobody else knows; a page of
 * the shop's own shows that it is the customer's by the client secret.
 *
 * @throws ApiError 400 without the secret; 404 for a wrong one, as for a session that does not exist.
 */
export function checkPageSecret({ body, id }: SessionRow, secret: string | undefined): void {
  if (secret === undefined) {
    if (body.ui_mode !== 'elements') return;
    throw invalidRequest('Missing required param: client_secret, the one of the Checkout Session.', {
      code: 'parameter_missing',
      param: 'client_secret',
    });
  }
  if (!body.client_secret || !sameSecret(secret, body.client_secret))
    throw missing('checkout.session', id, 'client_secret');
}
