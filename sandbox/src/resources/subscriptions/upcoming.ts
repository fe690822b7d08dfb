import type Stripe from 'stripe';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { onClockAt } from '../../kernel/transaction.js';
import { draftForPeriod } from './bill.js';
import { UPCOMING } from './job-names.js';
import { nextRenewal, type Renewal } from './renewal-lines.js';
import { type Held, holdSubscription, periodEndOf } from './store.js';

/** Time between the event that tells of a renewal, and the renewal, in seconds. */
const TOLD_BEFORE = 7 * 24 * 3600;

/** Tells of the next renewal a week before, where the period is longer than that. */
export function scheduleUpcoming(work: Work, subscription: Stripe.Subscription): void {
  const at = periodEndOf(subscription);
  const told = at - TOLD_BEFORE;
  if (told > seconds(work.now))
    work.outbox.later(UPCOMING, `${subscription.id} ${at}`, new Date(told * 1000));
}

/** The job that tells of a renewal, unless that was moved, or is not to come. */
export const upcoming: JobType = {
  ...UPCOMING,
  async run(work, ids) {
    const [id = '', at] = ids.split(' ');
    const held = await holdSubscription(work, id);
    const next = nextRenewal(held.subscription);
    if (next && String(next.at) === at) work.outbox.emit('invoice.upcoming', await draftOf(held, next));
  },
};

/** Returns the invoice that the renewal would make, as it is known now. It has no id yet. */
async function draftOf(held: Held, { at, ended, ...dues }: Renewal): Promise<Omit<Stripe.Invoice, 'id'>> {
  const work = onClockAt(held.work, held.work.clock, new Date(at * 1000));
  const invoice = await draftForPeriod({ ...held, work }, dues, {
    reason: 'upcoming',
    period: ended,
    advances: true,
  });
  const { id: _, lines, ...rest } = invoice;
  const data = lines.data.map((line) => ({ ...line, invoice: null }));
  return { ...rest, lines: { ...lines, data, url: '/v1/invoices/upcoming/lines' } };
}
