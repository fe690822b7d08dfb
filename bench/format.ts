import { numberRule } from '../src/frame/elements/card/number.js';
import { applyEdit, type Shown } from '../src/frame/input/text-edit.js';
import { median, quantile } from './stats.js';

/** The longest number that there is, put together here, so that no source text holds one. */
const DIGITS = ['6200', '0000', '0000', '0000', '003'].join('');
const EMPTY: Shown = { value: '', start: 0, end: 0 };

const RUNS = 1_000;

/** Prints how long it takes to lay out a card number of 19 digits after an edit. */
export function printFormatTimes(): void {
  console.log(`Layout of a number of 19 digits after an edit (${RUNS} each, the first ones included)`);
  for (const [edit, times] of Object.entries(formatTimes(RUNS))) {
    const usual = median(times);
    console.log(
      `  ${edit.padEnd(7)}  ${usual.toFixed(4)} ms, 99th percentile ${quantile(times, 0.99).toFixed(4)} ms, ` +
        `goal below 0.1 ms: ${usual < 0.1 ? 'met' : 'MISSED'}`,
    );
  }
  console.log();
}

/** Returns the times in ms of the last digit typed, of one typed in the middle, and of the whole number pasted. */
function formatTimes(runs: number): Record<'typed' | 'mended' | 'pasted', number[]> {
  const full = insert(EMPTY, DIGITS);
  if (full.value.replaceAll(' ', '') !== DIGITS)
    throw new Error(`The number is laid out as "${full.value}".`);
  const lacking = insert(EMPTY, DIGITS.slice(0, -1));
  const place = Math.floor(lacking.value.length / 2);
  const inside = { ...lacking, start: place, end: place };
  const last = DIGITS.slice(-1);
  return {
    typed: time(runs, () => insert(lacking, last)),
    mended: time(runs, () => insert(inside, last)),
    pasted: time(runs, () => insert(EMPTY, DIGITS)),
  };
}

const insert = (shown: Shown, text: string) => applyEdit(numberRule, shown, { type: 'insert', text });

function time(runs: number, work: () => unknown): number[] {
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}
