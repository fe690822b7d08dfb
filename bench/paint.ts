import type { Frame } from 'playwright-core';
import { fieldFrame } from '../test/browser/split-fields.js';
import type { Stand } from './stand.js';
import { median, verdictOn } from './stats.js';

const PRESSES = 100;
/** A frame of a screen with 60 Hz, in ms. */
const GOAL = 16.7;

type Payframe = (key: string) => {
  elements(): {
    create(type: string): { on(type: string, f: () => void): void; mount(target: Element): void };
  };
};

/** Prints how much later a typed character is painted in a number field than in a plain input of the same document. */
export async function printPaintTimes(stand: Stand): Promise<void> {
  const { ours, baseline } = await paintTimes(stand);
  const later = median(ours) - median(baseline);
  console.log(
    `Key press → painted character, against a plain input of the same document (${ours.length} presses)\n` +
      `  ${later.toFixed(1)} ms later${verdictOn(later, GOAL)}\n`,
  );
}

/** Returns the times in ms from a key press until its character is painted, in both inputs. */
async function paintTimes({
  freshPage,
  host,
  publishableKey,
}: Stand): Promise<{ ours: number[]; baseline: number[] }> {
  const page = await freshPage('/');
  await page.addScriptTag({ url: `${host}/js/v1/payframe.js` });
  await page.evaluate(
    (key) =>
      new Promise<void>((resolve) => {
        const { Payframe } = window as unknown as { Payframe: Payframe };
        const number = Payframe(key).elements().create('cardNumber');
        number.on('ready', resolve);
        number.mount(document.getElementById('card') as Element);
      }),
    publishableKey,
  );
  const frame = fieldFrame(page, 'cardNumber') as Frame;
  // The transpiler of this file has functions named by a helper that a page lacks.
  await frame.evaluate('globalThis.__name = (named) => named');
  await frame.evaluate(watchPaints);
  const times = { ours: [] as number[], baseline: [] as number[] };
  for (let press = 0; press < PRESSES; press++) {
    for (const [name, id] of [
      ['ours', 'number'],
      ['baseline', 'plain'],
    ] as const) {
      await frame.locator(`#${id}`).focus();
      await frame.evaluate('listen()');
      await page.keyboard.press(press % 19 ? '4' : 'Control+a');
      if (press % 19) times[name].push(await frame.evaluate<number>('painted'));
    }
  }
  await page.context().close();
  return times;
}

/** Runs in the frame: a plain input beside the field, and the time from the next key to the frame that shows it. */
function watchPaints(): void {
  const plain = document.createElement('input');
  plain.id = 'plain';
  document.getElementById('card')?.append(plain);
  const target = window as unknown as { painted: Promise<number>; listen(): void };
  target.listen = () => {
    target.painted = new Promise((resolve) => {
      addEventListener(
        'keydown',
        ({ timeStamp }) =>
          // The first task after a frame's callbacks runs once that frame is painted.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - timeStamp);
            port2.postMessage(undefined);
          }),
        { capture: true, once: true },
      );
    });
  };
}
