import type Stripe from 'stripe';
import type { View } from '../layout.js';
import type { Objects } from '../objects.js';
import { FIELDS } from './evidence.js';

/** A dispute, with all that has to do with it. */
export interface DisputeCase {
  dispute: Stripe.Dispute;
  charge: Stripe.Charge;
  /** The files of its evidence, by their ids. */
  files: ReadonlyMap<string, Stripe.File>;
  /** What happened to it, the oldest first. */
  events: Stripe.Event[];
}

/** The page of the disputes. */
export const DISPUTES = 'disputes';

const MOST_EVENTS = 100;

/** @throws ApiError 404 */
export async function readDispute(objects: Objects, view: View, id: string): Promise<DisputeCase> {
  const dispute = (await objects.retrieve('/v1/disputes', id, view)) as Stripe.Dispute;
  const charge = (await objects.retrieve('/v1/charges', String(dispute.charge), view)) as Stripe.Charge;
  const events = await objects.list<Stripe.Event>('/v1/test_helpers/events', view, {
    limit: MOST_EVENTS,
    where: { objects: [id] },
  });
  return { charge, dispute, events: events.data.reverse(), files: await filesOf(objects, view, dispute) };
}

async function filesOf(objects: Objects, view: View, { evidence }: Stripe.Dispute) {
  const files = new Map<string, Stripe.File>();
  for (const { kind, name } of FIELDS) {
    const id = kind === 'file' && evidence[name];
    if (typeof id !== 'string') continue;
    const file = await objects.load(id, view);
    if (file) files.set(id, file as unknown as Stripe.File);
  }
  return files;
}
