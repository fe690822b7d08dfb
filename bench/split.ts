import type { Frame } from 'playwright-core';
import type { Stand } from './stand.js';

const TYPES = ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'];

type Payframe = (key: string) => {
  elements(): {
    create(type: string): { on(type: string, f: () => void): void; mount(target: Element): void };
  };
};

/** Script insertion → all four fields of a card can be typed into, in ms. */
export async function timeToSplitFields({ freshPage, host, publishableKey }: Stand): Promise<number> {
  const page = await freshPage('/');
  const time = await page.evaluate(
    ([src, key, types]) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const script = document.createElement('script');
        script.onload = () => {
          const { Payframe } = window as unknown as { Payframe: Payframe };
          const elements = Payframe(key).elements();
          let left = types.length;
          for (const type of types) {
            const field = elements.create(type);
            field.on('ready', () => --left || resolve(performance.now() - start));
            field.mount(document.body.appendChild(document.createElement('div')));
          }
        };
        script.src = src;
        document.head.append(script);
      }),
    [`${host}/js/v1/payframe.js`, publishableKey, TYPES] as const,
  );
  await page.context().close();
  return time;
}

/** Insertion of four bare iframes on the same host, each with one plain input → all loaded, in ms. */
export async function timeToBareInputs({ freshPage, host }: Stand): Promise<number> {
  const page = await freshPage('/');
  const time = await page.evaluate(
    ([src, count]) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        let left = count;
        for (let frame = 0; frame < count; frame++) {
          const iframe = document.createElement('iframe');
          iframe.onload = () => --left || resolve(performance.now() - start);
          iframe.src = src;
          document.body.append(iframe);
        }
      }),
    [`${host}/bare.html`, TYPES.length] as const,
  );
  await page.context().close();
  return time;
}

/** Key press → its character is painted, in ms: in a number field, and in a plain input of the same document. */
export async function paintTimes(
  { freshPage, host, publishableKey }: Stand,
  presses: number,
): Promise<{ ours: number[]; baseline: number[] }> {
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
  const frame = page.frames().find((candidate) => candidate.url().includes('#cardNumber')) as Frame;
  // The transpiler of this file has functions named by a helper that a page lacks.
  await frame.evaluate('globalThis.__name = (named) => named');
  await frame.evaluate(watchPaints);
  const times = { ours: [] as number[], baseline: [] as number[] };
  for (let press = 0; press < presses; press++) {
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
