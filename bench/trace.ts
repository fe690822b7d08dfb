/**
 * `npm run bench:trace`: the main threads of the page and of the frame while a card opens on loopback, or, with the argument
 * `payment`, a Payment Element. It shows each task, what it consists of, and between the tasks the time in which a thread waits for
 * the other one or for the network.
 */
import { type Opening, openCard, openPayment } from './openings.js';
import { createStand } from './stand.js';
import { firstVisit } from './visits.js';

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'toplevel',
  'v8',
  '__metadata',
];
const [name = 'card'] = process.argv.slice(2);
const open = { card: openCard, payment: openPayment }[name];
if (!open) throw new Error(`There is no trace of "${name}": name card or payment.`);

const WARM_UPS = 5;
/** Shortest task and shortest part of a task that are printed, in ms. */
const SHORTEST = 0.2;

/** An event of Chromium's trace. Times are in µs. */
interface TraceEvent {
  name: string;
  /** `X` has a duration; the others are moments. */
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  args: { name?: string; data?: Details; beginData?: Details };
}
type Details = { url?: string; type?: string; functionName?: string };

/** The parts of a task that tell what it does, by their names in the trace. */
const PARTS: Record<string, string> = {
  ParseHTML: 'parse the document',
  EvaluateScript: 'run script',
  'v8.evaluateModule': 'run module',
  'V8.CompileCode': 'compile',
  FunctionCall: 'call',
  EventDispatch: 'event',
  TimerFire: 'timer',
  RunMicrotasks: 'microtasks',
  MinorGC: 'collect garbage',
  MajorGC: 'collect garbage',
  UpdateLayoutTree: 'compute styles',
  Layout: 'lay out',
  PrePaint: 'prepare to paint',
  Paint: 'paint',
  Commit: 'commit',
  ResourceSendRequest: 'request',
  ResourceReceiveResponse: 'response',
  ResourceFinish: 'all of it is there',
  ScheduleStyleRecalculation: 'styles are out of date',
  MarkDOMContent: 'DOMContentLoaded',
  MarkLoad: 'load',
  firstPaint: 'first paint',
};
const MOMENTS = /^Resource|^Mark|^first|^Schedule/;

async function record(open: Opening): Promise<{ events: TraceEvent[]; took: number }> {
  const stand = await createStand();
  try {
    for (let run = 0; run < WARM_UPS; run++) await firstVisit(stand, open);
    const context = await stand.browser.newContext();
    const tab = await context.newPage();
    await stand.browser.startTracing(tab, { categories: CATEGORIES });
    const { took } = await open(tab, stand);
    const { traceEvents } = JSON.parse(`${await stand.browser.stopTracing()}`);
    return { events: traceEvents, took };
  } finally {
    await stand.close();
  }
}

function print({ events, took }: { events: TraceEvent[]; took: number }): void {
  const urlOf = ({ args }: TraceEvent) => (args.data ?? args.beginData)?.url ?? '';
  const script = events.find(
    (event) => event.name === 'ResourceSendRequest' && /payframe\.js$/.test(urlOf(event)),
  );
  const document = events.find(
    (event) => event.name === 'ParseHTML' && urlOf(event).endsWith(`/${name}.html`),
  );
  if (!script || !document) throw new Error(`The trace has no ${name}.`);
  const mainThreads = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const shown = events
    .filter(({ pid }) => pid === script.pid || pid === document.pid)
    .filter(({ pid, tid }) => mainThreads.includes(`${pid} ${tid}`))
    // The page asks for the script within the task that inserts it.
    .filter(({ ts }) => ts >= script.ts - 2_000 && ts <= script.ts + (took + 2) * 1_000)
    .sort((a, b) => a.ts - b.ts);
  const tasks = shown.filter(
    ({ name, dur = 0 }) => name === 'ThreadControllerImpl::RunTask' && dur >= SHORTEST * 1_000,
  );

  console.log(
    `Main threads while the Element ${name} opens, until it can be typed into after ${took.toFixed(1)} ms\n`,
  );
  console.log('      at    took');
  const line = (at: number, dur: number, text: string) =>
    console.log(
      `${((at - script.ts) / 1_000).toFixed(1).padStart(8)}${(dur ? (dur / 1_000).toFixed(1) : '').padStart(8)}  ${text}`,
    );
  for (const task of tasks) {
    line(task.ts, task.dur ?? 0, task.pid === document.pid ? '                    frame' : 'page');
    for (const part of partsOf(task, shown)) {
      const { type, functionName } = part.args.data ?? {};
      const subject = urlOf(part).split('/').at(-1) || functionName || type || '';
      line(
        part.ts,
        part.dur ?? 0,
        `${task.pid === document.pid ? '                    ' : ''}  ${PARTS[part.name]} ${subject}`,
      );
    }
  }
}

const partsOf = (task: TraceEvent, events: TraceEvent[]) =>
  events.filter(
    ({ name, pid, ts, dur = 0 }) =>
      PARTS[name] &&
      pid === task.pid &&
      ts >= task.ts &&
      ts < task.ts + (task.dur ?? 0) &&
      (MOMENTS.test(name) || dur >= SHORTEST * 1_000),
  );

print(await record(open));
