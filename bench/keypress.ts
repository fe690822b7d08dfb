import type { Stand } from './stand.js';

/** Key press in the frame → `change` event on the page, in ms, for each of some key presses that change the state. */
export async function keyPressTimes(
  { freshPage, host, publishableKey }: Stand,
  presses: number,
): Promise<number[]> {
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
  for (let press = 0; press < presses; press++) {
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
