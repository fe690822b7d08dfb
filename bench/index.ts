/** `npm run bench`: what the SDK costs on this machine, against baselines in the same run. */
import { randomUUID } from 'node:crypto';
import { formatTimes } from './format.js';
import { printGuardTime } from './guard.js';
import { keyPressTimes } from './keypress.js';
import { footprints } from './mounts.js';
import { openReactPages } from './react.js';
import { timeToBareInput, timeToCardField } from './ready.js';
import { printSizes } from './sizes.js';
import { paintTimes, timeToBareInputs, timeToSplitFields } from './split.js';
import { createStand } from './stand.js';
import { alternate, median, quantile, report } from './stats.js';
import { openTokenizer, timeToBareAnswer, timeToPaymentMethod } from './tokenize.js';

const RUNS = 30;
const MOUNTS = 1_000;

printSizes();
printGuardTime();

console.log('Layout of a number of 19 digits after an edit (1,000 each, the first ones included)');
for (const [edit, times] of Object.entries(formatTimes(1_000))) {
  const usual = median(times);
  console.log(
    `  ${edit.padEnd(7)}  ${usual.toFixed(4)} ms, 99th percentile ${quantile(times, 0.99).toFixed(4)} ms, ` +
      `goal below 0.1 ms: ${usual < 0.1 ? 'met' : 'MISSED'}`,
  );
}
console.log();

const stand = await createStand();
try {
  // The first of each warms the browser and the host, and does not count.
  await timeToCardField(stand);
  await timeToBareInput(stand);
  report(
    `Script insertion → card field can be typed into, against one bare iframe with one input (${RUNS} runs, nothing cached)`,
    await alternate(
      RUNS,
      () => timeToCardField(stand),
      () => timeToBareInput(stand),
    ),
    1.5,
  );

  await timeToSplitFields(stand);
  await timeToBareInputs(stand);
  report(
    `Script insertion → four split fields can be typed into, against four bare iframes (${RUNS} runs, nothing cached)`,
    await alternate(
      RUNS,
      () => timeToSplitFields(stand),
      () => timeToBareInputs(stand),
    ),
    1.6,
  );

  const pages = await openReactPages(stand);
  const byBinding = () => pages.timeTo('binding');
  for (const [page, name] of [
    ['script-tag', 'the same page by script tag'],
    ['script-tag-and-react', 'the same React page by script tag'],
  ] as const) {
    const baseline = () => pages.timeTo(page);
    for (const warmUp of [byBinding, baseline]) await warmUp();
    report(
      `Navigation → the card field of a React page can be typed into, against ${name} (${RUNS} runs, nothing cached)`,
      await alternate(RUNS, byBinding, baseline),
      1.2,
    );
  }
  await pages.close();

  const paints = await paintTimes(stand, 100);
  const later = median(paints.ours) - median(paints.baseline);
  console.log(
    `Key press → painted character, against a plain input of the same document (${paints.ours.length} presses)\n` +
      `  ${later.toFixed(1)} ms later, goal at most a frame of 16.7 ms: ${later <= 16.7 ? 'met' : 'MISSED'}\n`,
  );

  const page = await openTokenizer(stand);
  const tokenize = () => timeToPaymentMethod(page);
  const plain = () => timeToBareAnswer(page, stand);
  // What a repeated request costs the host, which a payment cannot do without.
  const idempotent = () => timeToBareAnswer(page, stand, { 'Idempotency-Key': randomUUID() });
  for (const warmUp of [tokenize, plain, idempotent]) await warmUp();
  report(
    `createPaymentMethod → promise, against a plain fetch in a bare frame (${RUNS * 3} runs)`,
    await alternate(RUNS * 3, tokenize, plain),
    1.25,
  );
  report(
    `The same, against a plain fetch with an Idempotency-Key as well (${RUNS * 3} runs)`,
    await alternate(RUNS * 3, tokenize, idempotent),
    1.25,
  );
  await page.context().close();

  const keys = await keyPressTimes(stand, 60);
  console.log(
    `Key press → change event on the page (${keys.length} presses)\n` +
      `  ${median(keys).toFixed(1)} ms, 95th percentile ${quantile(keys, 0.95).toFixed(1)} ms\n`,
  );

  const [before, after] = await footprints(stand, MOUNTS);
  console.log(`${MOUNTS.toLocaleString('en')} times mount and destroy`);
  console.log(
    `  heap       ${(before.heapBytes / 1024).toFixed(0)} KiB → ${(after.heapBytes / 1024).toFixed(0)} KiB`,
  );
  for (const count of ['listeners', 'nodes', 'frames'] as const) {
    console.log(`  ${count.padEnd(9)}  ${before[count]} → ${after[count]}`);
  }
} finally {
  await stand.close();
}
