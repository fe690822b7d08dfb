export const median = (values: number[]): number => quantile(values, 0.5);

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** Times in ms by what was measured: Payframe first, then its baselines. */
export type Times = Record<string, number[]>;

/**
 * Takes turns, so that whatever else the machine does falls on all alike. The first time of each, which warms up the browser and the
 * servers, does not count.
 */
export async function alternate(
  runs: number,
  measurements: Record<string, () => Promise<number>>,
): Promise<Times> {
  const names = Object.keys(measurements);
  const times: Times = Object.fromEntries(names.map((name) => [name, []]));
  for (let run = 0; run <= runs; run++) {
    // There and back: what one leaves to clean up does not always fall on the same other one.
    for (const name of run % 2 ? names : [...names].reverse())
      times[name]?.push((await measurements[name]?.()) ?? Number.NaN);
  }
  return Object.fromEntries(names.map((name) => [name, times[name]?.slice(1) ?? []]));
}

/** Returns how many times as long Payframe takes as a baseline, by their medians. */
function ratioTo(baseline: string, times: Times): number {
  const [ours = []] = Object.values(times);
  return median(ours) / median(times[baseline] ?? []);
}

/**
 * Prints a part of the report: medians in ms with their quartiles, and the ratio to each baseline.
 *
 * @param goals The greatest ratios that are good, by baseline.
 */
export function report(name: string, times: Times, goals: Record<string, number>): void {
  console.log(name);
  const width = Math.max(...Object.keys(times).map(({ length }) => length));
  for (const [index, [measured, values]] of Object.entries(times).entries()) {
    const [low, usual, high] = [0.25, 0.5, 0.75].map((q) => quantile(values, q).toFixed(1));
    const ratio = index ? `, ratio ${ratioTo(measured, times).toFixed(2)}` : '';
    const verdict = verdictOn(ratioTo(measured, times), goals[measured]);
    console.log(`  ${measured.padEnd(width)}  ${usual} (${low} to ${high}) ms${ratio}${verdict}`);
  }
  console.log();
}

/** Says whether a value is as small as its goal asks; nothing without a goal. */
export const verdictOn = (value: number, goal: number | undefined): string =>
  goal === undefined ? '' : `, goal at most ${goal}: ${value <= goal ? 'met' : 'MISSED'}`;
