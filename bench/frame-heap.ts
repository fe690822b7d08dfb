import { type Opening, openCard, openEmptyFrames, openSplitFields } from './openings.js';
import type { Stand } from './stand.js';
import { median, verdictOn } from './stats.js';

const RUNS = 5;
/** Goal in MB for each frame. */
const GOAL = 0.3;

/** Prints the JavaScript heap of the host's frames on a page, above that of as many empty frames of the same host. */
export async function printFrameHeap(stand: Stand): Promise<void> {
  console.log(`JavaScript heap of a frame, above that of an empty frame (medians of ${RUNS})`);
  for (const [name, frames, open] of [
    ['card', 1, openCard],
    ['each of four split fields', 4, openSplitFields],
  ] as const) {
    const empty = await heapOf(stand, openEmptyFrames(frames));
    const above = ((await heapOf(stand, open)) - empty) / frames / 1e6;
    console.log(`  ${name.padEnd(25)}  ${above.toFixed(2)} MB${verdictOn(above, GOAL)}`);
  }
  console.log();
}

/** Returns the bytes in use, once the garbage is collected and everything that loads later is there. */
async function heapOf(stand: Stand, open: Opening): Promise<number> {
  const sizes: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const context = await stand.browser.newContext();
    const tab = await context.newPage();
    await open(tab, stand);
    await tab.waitForLoadState('networkidle');
    // All frames of the host on this page are in one process, which has one heap.
    const frame = tab.frames().find((candidate) => candidate.url().startsWith(stand.host));
    if (!frame) throw new Error('The page has no frame of the host.');
    const session = await context.newCDPSession(frame);
    await session.send('HeapProfiler.collectGarbage');
    sizes.push((await session.send('Runtime.getHeapUsage')).usedSize);
    await context.close();
  }
  return median(sizes);
}
