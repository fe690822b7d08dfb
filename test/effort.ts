const MILLION = 'a'.repeat(1_000_000);

/** Reads a million characters one by one. */
function read(): number {
  let sum = 0;
  for (let index = 0; index < MILLION.length; index++) sum += MILLION.charCodeAt(index);
  return sum;
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * How much work something is, in readings of a million characters. Both are timed in the same moment, several times, and
 * the least of each counts: a machine that is busy slows both down.
 */
export function effort(work: () => unknown, times = 3): number {
  const pairs = Array.from({ length: times }, () => [
    timeOf(work),
    Math.min(...[read, read, read].map(timeOf)),
  ]);
  return (
    Math.min(...pairs.map(([time]) => time as number)) / Math.min(...pairs.map(([, time]) => time as number))
  );
}
