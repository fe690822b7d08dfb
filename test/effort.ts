const MILLION = 'a'.repeat(1_000_000);

/** Reads a million characters one by one. */
function read(): number {
  let sum = 0;
  for (let index = 0; index < MILLION.length; index++) sum += MILLION.charCodeAt(index);
  return sum;
}

/** Time that the processor spends on something, in µs: while other processes have it, none passes. */
export function workOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * Returns how much work something is, in readings of a million characters. Both are measured several times, and the
 * least of each counts: a processor that others use too is slower at times.
 */
export function effort(work: () => unknown, times = 3): number {
  const pairs = Array.from({ length: times }, () => [
    workOf(work),
    Math.min(...[read, read, read].map(workOf)),
  ]);
  return (
    Math.min(...pairs.map(([time]) => time as number)) / Math.min(...pairs.map(([, time]) => time as number))
  );
}
