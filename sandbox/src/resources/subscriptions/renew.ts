import type { JobType } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { liveDiscounts } from '../discounts/index.js';
import { billPeriod, billsNothing, withPeriods } from './bill.js';
import { RENEWAL } from './job-names.js';
import { nextRenewal } from './renewal-lines.js';
import { scheduleRenewal } from './schedule.js';
import { turnSchedule } from './scheduler.js';
import { changeSubscription, type Held, holdFound, periodEndOf, subscriptions } from './store.js';
import { endTrial } from './trial-end.js';

/** The job at the end of a period: the next one begins, and is billed. */
export const renewal: JobType = {
  ...RENEWAL,
  async run(work, id) {
    const found = await subscriptions.find(work, id);
    // A phase that begins with the period decides what is renewed.
    if (periodEndOf(found.body) <= seconds(work.now)) await turnSchedule(work, found.body);
    const held = await holdFound(work, found);
    const next = nextRenewal(held.subscription);
    // The period may have been changed since.
    if (!next || next.at > seconds(work.now)) return;
    if (held.subscription.status !== 'trialing' || (await endTrial(held))) await renew(held);
  },
};

/** Begins the next period of the items whose period has ended. The draft that bills it can be changed for an hour. */
async function renew(held: Held): Promise<void> {
  const { subscription: before, work } = held;
  const next = nextRenewal(before);
  if (!next) return;
  const status = before.status === 'trialing' ? 'active' : before.status;
  const outbox = work.outbox.ahead();
  const draft = (await billsNothing(held, next))
    ? null
    : await billPeriod(held, next, {
        reason: 'subscription_cycle',
        period: next.ended,
        // Nobody pays for a subscription that is unpaid: its invoices stay drafts.
        advances: status !== 'unpaid',
      });
  const latest_invoice = draft?.invoice.id ?? before.latest_invoice;
  const discounts = await liveDiscounts(work, before.discounts.map(String));
  const moved = { ...withPeriods(before, next.billed), discounts, latest_invoice, status };
  scheduleRenewal(work, await changeSubscription(work, before, moved, outbox));
}
