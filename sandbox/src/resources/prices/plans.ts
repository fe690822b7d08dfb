import type Stripe from 'stripe';
import { missing } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { documents } from '../../kernel/store/documents.js';
import { type List, type ListCall, list, whereGiven } from '../../kernel/store/list.js';
import { tellDeleted } from './events.js';
import { planOf } from './plan.js';
import { type PriceRow, prices, store } from './prices.js';
import { prices as table } from './table.js';

const rows = documents(table, 'plan');

/** @throws ApiError 404 `resource_missing` where there is no such recurring price, or no longer. */
export const findPlan = async (owner: ScopedDatabase, id: string): Promise<PriceRow> =>
  asPlan(await rows.find(owner, id));

/** @throws ApiError 404 `resource_missing` where there is no such recurring price, or no longer. */
export const lockPlan = async (work: Work, id: string): Promise<PriceRow> =>
  asPlan(await rows.lock(work, id));

function asPlan(row: PriceRow): PriceRow {
  if (row.deleted || row.type !== 'recurring') throw missing('plan', row.id, 'plan');
  return row;
}

/** Lists the recurring prices that are not deleted. */
export const listPlans = (
  call: ListCall,
  { active, product }: { active?: boolean | undefined; product?: string | undefined },
): Promise<List<Stripe.Plan>> =>
  list(
    call,
    table,
    'plan',
    [
      whereGiven(table.deleted, false),
      whereGiven(table.type, 'recurring'),
      whereGiven(table.active, active),
      whereGiven(table.productId, product),
    ],
    ({ body }) => planOf(body),
  );

/** What can be changed of a plan. */
export interface PlanChange {
  active?: boolean | undefined;
  metadata?: Parameters<typeof merged>[1];
  nickname?: string | null | undefined;
  /** Another product, which has to exist. */
  product?: string | undefined;
  trial_period_days?: number | null | undefined;
}

/** Changes a plan, which has to be locked, and its price. */
export async function changePlan(
  work: Work,
  { body: before }: PriceRow,
  change: PlanChange,
): Promise<Stripe.Plan> {
  const { active, metadata, nickname, product, trial_period_days: trial } = change;
  const after: Stripe.Price = {
    ...before,
    ...(active !== undefined && { active }),
    metadata: merged(before.metadata, metadata),
    ...(nickname !== undefined && { nickname }),
    ...(product !== undefined && { product }),
    recurring: before.recurring && {
      ...before.recurring,
      ...(trial !== undefined && { trial_period_days: trial }),
    },
  };
  return planOf(await store(work, before, after, { productId: String(after.product) }));
}

/** Deletes a plan, which has to be locked, and its price. Those who subscribe to it go on paying it. */
export async function deletePlan(work: Work, { body }: PriceRow): Promise<Stripe.DeletedPlan> {
  const after = { ...body, active: false };
  await prices.replace(work, body.id, { body: after, active: false, deleted: true, lookupKey: null });
  tellDeleted(work, body);
  return { id: body.id, object: 'plan', deleted: true };
}
