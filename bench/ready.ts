import type { Stand } from './stand.js';

type Payframe = (key: string) => {
  elements(): {
    create(type: string): { on(type: string, f: () => void): void; mount(target: string): void };
  };
};

/** Script insertion → the card field can be typed into, in ms. */
export async function timeToCardField({ freshPage, host, publishableKey }: Stand): Promise<number> {
  const page = await freshPage('/');
  const time = await page.evaluate(
    ([src, key]) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const script = document.createElement('script');
        script.onload = () => {
          const { Payframe } = window as unknown as { Payframe: Payframe };
          const card = Payframe(key as string)
            .elements()
            .create('card');
          card.on('ready', () => resolve(performance.now() - start));
          card.mount('#card');
        };
        script.src = src as string;
        document.head.append(script);
      }),
    [`${host}/js/v1/payframe.js`, publishableKey],
  );
  await page.context().close();
  return time;
}

/** Insertion of one bare iframe on the same host, with one plain input → loaded, in ms. */
export async function timeToBareInput({ freshPage, host }: Stand): Promise<number> {
  const page = await freshPage('/');
  const time = await page.evaluate(
    (src) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const iframe = document.createElement('iframe');
        iframe.onload = () => resolve(performance.now() - start);
        iframe.src = src;
        document.getElementById('card')?.append(iframe);
      }),
    `${host}/bare.html`,
  );
  await page.context().close();
  return time;
}
