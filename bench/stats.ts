export const median = (values: number[]): number => quantile(values, 0.5);

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** Takes turns, so that whatever else the machine does falls on both alike. */
export async function alternate(
  runs: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number[]; baseline: number[] }> {
  const times = { ours: [] as number[], baseline: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.ours.push(await ours());
    times.baseline.push(await baseline());
  }
  return times;
}

/** One line of the report: medians in ms with their quartiles, and the ratio against its goal. */
export function report(name: string, times: { ours: number[]; baseline: number[] }, goal: number): void {
  const show = (values: number[]) =>
    `${median(values).toFixed(1)} (${quantile(values, 0.25).toFixed(1)} to ${quantile(values, 0.75).toFixed(1)})`;
  const ratio = median(times.ours) / median(times.baseline);
  console.log(`${name}\n  payframe  ${show(times.ours)} ms\n  baseline  ${show(times.baseline)} ms`);
  console.log(`  ratio     ${ratio.toFixed(2)}, goal at most ${goal}: ${ratio <= goal ? 'met' : 'MISSED'}\n`);
}
