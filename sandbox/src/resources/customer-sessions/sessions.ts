import type Stripe from 'stripe';
import { forbidden, invalidRequest, missing } from '../../kernel/errors.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import { sameSecret } from '../../kernel/same-secret.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { findCustomer } from '../customers/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { componentsWith, type Features } from './features.js';
import { customerSessions as table } from './table.js';

const sessions = documents(table, 'customer_session');

/** Time for which a page can use a session. */
const LIFETIME_SECONDS = 30 * 60;

/** Creates a session that lets a page show, and change as far as its features go, what a customer has saved. */
export async function startSession(
  work: Work,
  customer: string,
  features: Features,
): Promise<Stripe.CustomerSession> {
  const id = newId('cuss');
  const body: Stripe.CustomerSession = {
    object: 'customer_session',
    client_secret: `${id}_secret_${randomBase62(25)}`,
    components: componentsWith(features),
    created: seconds(work.now),
    customer,
    customer_account: null,
    expires_at: seconds(work.now) + LIFETIME_SECONDS,
    livemode: work.livemode,
  };
  await sessions.insert(work, { id, body });
  return body;
}

const PARAM = 'customer_session_client_secret';

/** A customer session that a page has shown the secret of. */
export interface OpenSession {
  customer: Stripe.Customer;
  features: Features;
}

/**
 * Finds the session of a client secret. A wrong secret gets the same answer as one of another account, or of none.
 *
 * @throws ApiError 404 `resource_missing`, also where the customer was deleted; 400 `customer_session_expired`.
 */
export async function openSession(work: Work, secret: string): Promise<OpenSession> {
  const [id = ''] = secret.split('_secret_');
  if (!id.startsWith('cuss_')) {
    throw invalidRequest(
      `Invalid ${PARAM}: it has to be the client secret of a customer session (cuss_…_secret_…).`,
      {
        param: PARAM,
      },
    );
  }
  const session = await sessions.load(work, id);
  if (!session || !sameSecret(secret, session.client_secret)) throw missing('customer_session', id, PARAM);
  if (session.expires_at <= seconds(work.now)) {
    throw invalidRequest(
      'The customer session has expired. Create a new one each time that a page is opened.',
      {
        code: 'customer_session_expired',
        param: PARAM,
      },
    );
  }
  const customer = await findCustomer(work, String(session.customer), PARAM);
  return { customer, features: session.components?.payment_element.features as Features };
}

/** Tells whether the page of a session may see a payment method: one of its customer that is shown again. */
export const showsMethod = (
  { customer, features }: OpenSession,
  { customerId, allowRedisplay }: PaymentMethodRow,
): boolean =>
  features.payment_method_redisplay === 'enabled' &&
  customerId === customer.id &&
  features.payment_method_allow_redisplay_filters.includes(allowRedisplay);

/** @throws ApiError 403 `customer_session_feature_disabled` */
export function requireFeature({ features }: OpenSession, name: SwitchName): void {
  if (features[name] === 'enabled') return;
  throw forbidden(
    `The customer session does not allow this: create it with components[payment_element][features][${name}]=enabled.`,
    'customer_session_feature_disabled',
  );
}

type SwitchName = {
  [Name in keyof Features]: Features[Name] extends 'disabled' | 'enabled' ? Name : never;
}[keyof Features];
