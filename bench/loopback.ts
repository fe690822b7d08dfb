import { openBareFrames, openCard, openPayment, openScriptedFrames, openSplitFields } from './openings.js';
import { addReactPages } from './react.js';
import type { Stand } from './stand.js';
import { alternate, report } from './stats.js';
import { firstVisit } from './visits.js';

const RUNS = 30;

/** Prints how long fields take on loopback, where the network costs nothing. */
export async function printOnLoopback(stand: Stand): Promise<void> {
  const card = await alternate(RUNS, {
    payframe: () => firstVisit(stand, openCard),
    'bare iframe': () => firstVisit(stand, openBareFrames(1)),
    'script + bare iframe': () => firstVisit(stand, openScriptedFrames(1)),
  });
  report(`Script insertion → card field can be typed into (${RUNS} runs, nothing cached)`, card, {
    'bare iframe': 1.5,
    'script + bare iframe': 1.35,
  });
  const split = await alternate(RUNS, {
    payframe: () => firstVisit(stand, openSplitFields),
    'bare iframes': () => firstVisit(stand, openBareFrames(4)),
    'script + bare iframes': () => firstVisit(stand, openScriptedFrames(4)),
  });
  report(`Script insertion → four split fields can be typed into (${RUNS} runs, nothing cached)`, split, {
    'bare iframes': 1.6,
    'script + bare iframes': 1.35,
  });
}

/** Prints how long a Payment Element takes on loopback, beside the Element of a card. */
export async function printPaymentOnLoopback(stand: Stand): Promise<void> {
  const times = await alternate(RUNS, {
    payment: () => firstVisit(stand, openPayment),
    card: () => firstVisit(stand, openCard),
  });
  report(
    `Script insertion → the card of a Payment Element can be typed into (${RUNS} runs, nothing cached)`,
    times,
    { card: 1.2 },
  );
}

/** Prints how long the card of a React page takes on loopback, against the same page by script tag. */
export async function printReactOnLoopback(stand: Stand): Promise<void> {
  const page = await addReactPages(stand);
  const times = await alternate(RUNS, {
    payframe: () => firstVisit(stand, page('binding')),
    'by script tag': () => firstVisit(stand, page('script-tag')),
    'by script tag and React': () => firstVisit(stand, page('script-tag-and-react')),
  });
  report(
    `Navigation → the card field of a React page can be typed into, nothing cached (${RUNS} runs)`,
    times,
    {
      'by script tag': 1.2,
      'by script tag and React': 1.2,
    },
  );
}
