import type { Line } from './network/link.js';
import {
  type Opening,
  openBareFrames,
  openCard,
  openPayment,
  openScriptedFrames,
  openSplitFields,
} from './openings.js';
import { addReactPages } from './react.js';
import { createDistantStand, type DistantStand } from './stand.js';
import { alternate, median, report } from './stats.js';
import { firstVisit, laterVisit } from './visits.js';

/** Round-trip times, in ms. */
const ROUND_TRIPS = [50, 150];
/** Megabits per second. */
const BANDWIDTH = 10;
const FIRST_VISITS = 11;
const LATER_VISITS = 5;

/** A page with fields, and the least that such a page can do: its frames alone, and a script that inserts them. */
interface Page {
  name: string;
  payframe: Opening;
  bare: Opening;
  scripted: Opening;
}

/** Prints how long fields take over lines of different lengths, on the first visit and a day later. */
export async function printOverNetwork(): Promise<void> {
  for (const rtt of ROUND_TRIPS) await printOver({ rtt, bandwidth: BANDWIDTH });
}

async function printOver(line: Line): Promise<void> {
  const stand = await createDistantStand(line);
  try {
    console.log(`Over a line of ${line.bandwidth} Mbit/s and ${line.rtt} ms, through TLS and HTTP/2\n`);
    for (const page of await pages(stand)) {
      await printFirstVisits(stand, page);
      await printLaterVisits(stand, page);
    }
    await printPayment(stand);
  } finally {
    await stand.close();
  }
}

async function pages(stand: DistantStand): Promise<Page[]> {
  const reactPage = await addReactPages(stand);
  const scriptTag = (name: string, payframe: Opening, frames: number) => ({
    name: `Script insertion → ${name}`,
    payframe,
    bare: openBareFrames(frames),
    scripted: openScriptedFrames(frames),
  });
  return [
    scriptTag('card', openCard, 1),
    scriptTag('four split fields', openSplitFields, 4),
    {
      name: 'Navigation → card of a React page, with loadPayframe',
      payframe: reactPage('loaded'),
      bare: reactPage('bare-frame'),
      scripted: reactPage('scripted-frame'),
    },
  ];
}

async function printFirstVisits(stand: DistantStand, { name, payframe, bare, scripted }: Page) {
  const times = await alternate(FIRST_VISITS, {
    payframe: () => firstVisit(stand, payframe),
    'bare iframe': () => firstVisit(stand, bare),
    'script + bare iframe': () => firstVisit(stand, scripted),
  });
  report(`${name}, first visit (${FIRST_VISITS} runs)`, times, { 'script + bare iframe': 1.1 });
}

/** Prints how long a Payment Element takes, beside the Element of a card. */
async function printPayment(stand: DistantStand) {
  const times = await alternate(FIRST_VISITS, {
    payment: () => firstVisit(stand, openPayment),
    card: () => firstVisit(stand, openCard),
  });
  report(`Script insertion → card of a Payment Element, first visit (${FIRST_VISITS} runs)`, times, {
    card: 1.2,
  });
}

async function printLaterVisits(stand: DistantStand, { name, payframe, bare, scripted }: Page) {
  const asked: string[][] = [];
  const revisit = async (open: Opening, requests: string[][] = []) => {
    const visit = await laterVisit(stand, open);
    requests.push(visit.requests);
    return visit.took;
  };
  const times = await alternate(LATER_VISITS, {
    payframe: () => revisit(payframe, asked),
    'bare iframe': () => revisit(bare),
    'script + bare iframe': () => revisit(scripted),
  });
  report(`${name}, a day later (${LATER_VISITS} runs)`, times, {});
  const counts = asked.map(({ length }) => length);
  const paths = [...new Set(asked.flat())].join(', ') || 'none';
  console.log(
    `  requests of the host before that: ${median(counts)}, goal 0: ${Math.max(...counts) ? 'MISSED' : 'met'} (${paths})\n`,
  );
}
