/** What the payment host tells Fieldbook: whatever happens to a subscription decides who may use it. */

const EVENTS = [
  'customer.subscription.created',
  'customer.subscription.deleted',
  'customer.subscription.pending_update_applied',
  'customer.subscription.updated',
  'invoice.payment_failed',
];

const DESCRIPTION = 'Fieldbook, an example';

/**
 * Asks the host to send events to an address. Returns the secret that signs them, and what takes the address back.
 *
 * @param {import('stripe').default} stripe
 */
export async function listen(stripe, url) {
  // One may be left of a run that was killed.
  for await (const { id, description } of stripe.webhookEndpoints.list())
    if (description === DESCRIPTION) await stripe.webhookEndpoints.del(id);
  const { id, secret } = await stripe.webhookEndpoints.create({
    url,
    description: DESCRIPTION,
    enabled_events: EVENTS,
  });
  return { secret, stop: () => stripe.webhookEndpoints.del(id) };
}

/** Returns the ids of the customer and the subscription that a signed event is about; `null` where it is not the host's. */
export function aboutOf(stripe, { body, signature, secret }) {
  let event;
  try {
    event = stripe.webhooks.constructEvent(body, signature ?? '', secret);
  } catch {
    return null;
  }
  const { object } = event.data;
  const subscription =
    object.object === 'subscription' ? object.id : object.parent?.subscription_details?.subscription;
  return { customer: object.customer, subscription };
}
