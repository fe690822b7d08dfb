import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { JobType, Work } from '../../kernel/scope.js';
import { methods } from '../../methods/index.js';
import { customers } from '../customers/index.js';
import { findPaymentMethod } from '../payment-methods/index.js';
import { createSetup, type SetupFollower, setupIntents } from '../setup-intents/index.js';
import { ongoingOf } from '../subscriptions/index.js';
import { configurations } from './configurations.js';
import { payWith } from './pay-with.js';
import type { PortalVisit } from './sessions.js';
import { portalSessions as table } from './table.js';

/** Returns the intent by which a customer adds a payment method in a visit. It stays the same until it has succeeded. */
export async function setupOf(work: Work, { id, ...visit }: PortalVisit): Promise<Stripe.SetupIntent> {
  const kept = visit.setupIntentId ? await setupIntents.load(work, visit.setupIntentId) : undefined;
  if (kept && !['canceled', 'succeeded'].includes(kept.status)) return kept;
  const { features } = (await configurations.find(work, visit.configurationId)).body;
  const intent = await createSetup(work, {
    customer: visit.customerId,
    excluded_payment_method_types: await unfitFor(work, visit.customerId),
    payment_method_configuration: features.payment_method_update.payment_method_configuration ?? undefined,
  });
  await work.db.update(table).set({ setupIntentId: intent.id }).where(eq(table.id, id));
  return intent;
}

/** Returns the types that can't pay for what a customer has. */
async function unfitFor(work: Work, customer: string): Promise<string[] | undefined> {
  const needed = (await ongoingOf(work, customer)).map(({ currency }) => currency);
  const unfit = methods.types.filter((type) => {
    const { currencies } = methods.of(type);
    return currencies !== 'all' && !needed.every((currency) => currencies.includes(currency));
  });
  return unfit.length > 0 ? unfit : undefined;
}

/** Notes the payment method that a customer has added in the portal. */
export const followAddedMethod: SetupFollower = async (work, intent, method) => {
  const [session] = await work.db
    .update(table)
    .set({ addedMethodId: method })
    .where(eq(table.setupIntentId, intent.id))
    .returning();
  // Later, because payments that hold one customer at the same time would wait for each other to change it.
  if (session) work.outbox.later(USE_ADDED, session.id, 0);
};

/**
 * Makes the payment method that was added in a visit what the customer pays with from now on. The page does so when its visitor comes back, and the
 * job for one who doesn't.
 *
 * @returns The session after that.
 */
export async function useAddedMethod(work: Work, id: string): Promise<PortalVisit | undefined> {
  const [found] = await work.db.select().from(table).where(eq(table.id, id));
  if (!found?.addedMethodId) return found;
  // Before the session, as a set-up locks them.
  await customers.lock(work, found.customerId);
  const [session] = await work.db.select().from(table).where(eq(table.id, id)).for('update');
  if (!session?.addedMethodId) return session;
  const method = await findPaymentMethod(work, session.addedMethodId);
  // It may have been removed again.
  if (method.customerId === session.customerId) await payWith(work, method);
  const isFlow = session.flow?.type === 'payment_method_update';
  const [after] = await work.db
    .update(table)
    .set({ addedMethodId: null, setupIntentId: null, flowDone: session.flowDone || isFlow })
    .where(eq(table.id, id))
    .returning();
  return after;
}

const USE_ADDED = { name: 'use_added_payment_method' };

export const addedMethodJob: JobType = {
  ...USE_ADDED,
  async run(work, id) {
    await useAddedMethod(work, id);
  },
};
