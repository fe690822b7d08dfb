import type { Database } from '../../kernel/db/database.js';
import { eventObject } from '../../kernel/event-object.js';
import type { Reader } from '../../kernel/http/route.js';
import type { Deliver, DeliveryMeans } from '../../kernel/jobs/jobs.js';
import type { Versions } from '../../kernel/versions.js';
import { abandon, type Claim, claimFirst, release, type Stream, settle } from './deliveries.js';
import { type Ask, createPlaces } from './places.js';
import { type Outcome, post } from './post.js';
import { retryAfter } from './schedule.js';

/** Time for which one job delivers, in ms. The next job does the rest, so that no job outlasts its time. */
const JOB_MS = 5000;

/** Tells whether events of a mode may go to an address of this machine or of a private network. */
export type MayBePrivate = (url: string, livemode: boolean) => boolean;

interface Means extends DeliveryMeans {
  mayBePrivate: MayBePrivate;
  versions: Versions;
  ask: Ask;
}

/** Creates the function that delivers the events of a process. Each endpoint has its own places. */
export function createDelivery(mayBePrivate: MayBePrivate, versions: Versions): Deliver {
  const places = createPlaces();
  return async (stream, means) => {
    const work = (ask: Ask) => deliver(stream, { ...means, mayBePrivate, versions, ask });
    const seconds = await places.take(stream.endpointId, work);
    if (seconds !== undefined) await means.again(means.db, seconds);
  };
}

/**
 * Sends an endpoint the events of one object, one after the other, until there are no more or one fails.
 * Those behind it wait until it is delivered or given up.
 */
async function deliver(stream: Stream, means: Means): Promise<void> {
  const started = performance.now();
  let more = true;
  while (more) {
    // Without a claim, everything is delivered, or the first event belongs to another job, which runs now or
    // when the event is due.
    const claim = await claimFirst(means.db, stream);
    more = claim !== undefined && (await attempt(claim, stream, means));
    if (more && performance.now() - started > JOB_MS) return means.again(means.db, 0);
  }
}

/** Makes one attempt. Tells whether there is a next event, which may follow at once. */
async function attempt(claim: Claim, stream: Stream, means: Means): Promise<boolean> {
  const { endpoint, event, pending } = claim;
  if (endpoint?.status !== 'enabled') {
    await abandon(means.db, stream, `The endpoint was ${endpoint ? 'disabled' : 'deleted'}.`);
    return false;
  }
  try {
    const { url, secret, version } = endpoint;
    const receiver = { url, secret, mayBePrivate: means.mayBePrivate(url, event.livemode) };
    const newest = eventObject(event, stream.accountId, pending);
    const body =
      version === null ? newest : await means.versions.event(version, newest, readerOf(event, means));
    const outcome = await means.ask(() => post(receiver, body, means.signal));
    means.log({
      at: new Date(),
      kind: 'delivery',
      event: event.id,
      type: event.type,
      endpoint: stream.endpointId,
      status: outcome.status,
      failure: outcome.failure,
    });
    return await conclude(claim, outcome, means);
  } catch (error) {
    await release(means.db, claim);
    throw error;
  }
}

/** Returns the reader of what older versions add to an event: the event's account, with a secret key. */
const readerOf = ({ accountId, livemode }: Claim['event'], { db }: { db: Database }): Reader => ({
  db,
  accountId,
  livemode,
  now: new Date(),
  key: { kind: 'secret', permissions: null },
});

/** Records the result of an attempt. If it is not the last one, another job makes the next. */
async function conclude(claim: Claim, outcome: Outcome, { db, again }: Means): Promise<boolean> {
  const seconds = outcome.delivered ? undefined : retryAfter(claim.attempts + 1);
  if (seconds === undefined) return (await settle(db, claim, outcome))?.more ?? false;
  await db.transaction(async (tx) => {
    if (await settle(tx, claim, outcome, seconds)) await again(tx, seconds);
  });
  return false;
}
