/**
 * `npm run bench`: the SDK's costs on this machine, against baselines in the same run. With names of parts, as in
 * `npm run bench -- fields network`, it prints only those.
 */
import { printFormatTimes } from './format.js';
import { printFrameHeap } from './frame-heap.js';
import { printGuardTime } from './guard.js';
import { printCheckoutOnLoopback } from './hosted-checkout.js';
import { printKeyPressTimes } from './keypress.js';
import { printOnLoopback, printPaymentOnLoopback, printReactOnLoopback } from './loopback.js';
import { printFootprints } from './mounts.js';
import { printOverNetwork } from './over-network.js';
import { printPaintTimes } from './paint.js';
import { runParts } from './parts.js';
import { printSizes } from './sizes.js';
import { createStand, type Stand } from './stand.js';
import { printTokenizeTimes } from './tokenize.js';

const parts: Record<string, () => Promise<void> | void> = {
  sizes: printSizes,
  guard: printGuardTime,
  format: printFormatTimes,
  fields: onStand(printOnLoopback),
  payment: onStand(printPaymentOnLoopback),
  checkout: onStand(printCheckoutOnLoopback),
  react: onStand(printReactOnLoopback),
  network: printOverNetwork,
  heap: onStand(printFrameHeap),
  paint: onStand(printPaintTimes),
  tokenize: onStand(printTokenizeTimes),
  keypress: onStand(printKeyPressTimes),
  mounts: onStand(printFootprints),
};

/** Runs a part with a host on loopback and a browser. */
function onStand(print: (stand: Stand) => Promise<void>) {
  return async () => {
    const stand = await createStand();
    await print(stand).finally(stand.close);
  };
}

await runParts(parts);
