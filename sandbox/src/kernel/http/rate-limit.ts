/** Tells whether one more request of this caller is within its limit. */
export type RateLimiter = (caller: string, now: number) => boolean;

const SWEEP_AT = 10_000;

/**
 * Lets each caller make `perSecond` requests a second, and as many at once after a second of rest (a token
 * bucket).
 *
 * It slows down callers that test stolen cards with a publishable key. The count is in this process's memory.
 * Each of several processes has its own count, so that their common limit is a multiple of it.
 */
export function createRateLimiter(perSecond: number): RateLimiter {
  const buckets = new Map<string, { left: number; at: number }>();
  return (caller, now) => {
    if (buckets.size >= SWEEP_AT) dropFull(buckets, now);
    const bucket = buckets.get(caller) ?? { left: perSecond, at: now };
    // A clock that is set back takes no requests away.
    const refill = (Math.max(0, now - bucket.at) / 1000) * perSecond;
    const left = Math.min(perSecond, bucket.left + refill);
    buckets.set(caller, { left: Math.max(0, left - 1), at: now });
    return left >= 1;
  };
}

// A caller that has been quiet for a second has a full bucket, and needs no entry.
function dropFull(buckets: Map<string, { at: number }>, now: number): void {
  for (const [caller, { at }] of buckets) if (Math.abs(now - at) > 1000) buckets.delete(caller);
}
