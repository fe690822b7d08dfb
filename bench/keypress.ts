import type { Stand } from './stand.js';
import { median, quantile } from './stats.js';

const PRESSES = 60;

/** Prints the time from a key press in the frame to the `change` event on the page. */
export async function printKeyPressTimes(stand: Stand): Promise<void> {
  const times = await keyPressTimes(stand);
  console.log(
    `Key press → change event on the page (${times.length} presses)\n` +
      `  ${median(times).toFixed(1)} ms, 95th percentile ${quantile(times, 0.95).toFixed(1)} ms\n`,
  );
}

/** Returns the times in ms of key presses that each change the state. */
async function keyPressTimes({ freshPage, host, publishableKey }: Stand): Promise<number[]> {
  const page = await freshPage('/');
  await page.addScriptTag({ url: `${host}/js/v1/payframe.js` });
  await page.evaluate(
    (key) =>
      new Promise<void>((resolve) => {
        const shop = window as unknown as { Payframe(key: string): never; changes: number[] };
        const payframe = shop.Payframe(key) as never as {
          elements(): {
            create(type: string): { on(t: string, f: () => void): void; mount(s: string): void };
          };
        };
        const card = payframe.elements().create('card');
        shop.changes = [];
        card.on('ready', resolve);
        card.on('change', () => shop.changes.push(performance.timeOrigin + performance.now()));
        card.mount('#card');
      }),
    publishableKey,
  );
  const frame = page.frames().find((candidate) => candidate.url().includes('/frame/v1/'));
  if (!frame) throw new Error('The card frame did not load.');
  await frame.evaluate(() => {
    const { keys } = Object.assign(window, { keys: [] as number[] });
    // Before the input's own listeners, by the time at which the browser took the key.
    addEventListener('keydown', ({ timeStamp }) => keys.push(performance.timeOrigin + timeStamp), true);
  });
  await frame.getByLabel('Card number').focus();
  // A digit and its deletion change whether the field is empty, each time.
  for (let press = 0; press < PRESSES; press++) {
    await page.keyboard.press(press % 2 ? 'Backspace' : '4');
    await page.waitForFunction(
      (count) => (window as unknown as { changes: number[] }).changes.length === count,
      press + 1,
    );
  }
  const pressed = await frame.evaluate(() => (window as unknown as { keys: number[] }).keys);
  const changed = await page.evaluate(() => (window as unknown as { changes: number[] }).changes);
  await page.context().close();
  return changed.map((time, index) => time - (pressed[index] ?? Number.NaN));
}
