import type { Page } from 'playwright-core';
import type { Stand } from './stand.js';

export interface Opened {
  /** Time until all fields could be typed into, in ms. */
  took: number;
  /** When they could, in ms since the epoch. */
  at: number;
}

/** Way to fields on a page of the shop, which it opens in a new tab. */
export type Opening = (tab: Page, stand: Stand) => Promise<Opened>;

type Payframe = (key: string) => {
  elements(options: object): {
    create(
      type: string,
      options: object,
    ): { on(type: string, f: () => void): void; mount(target: Element): void };
  };
};

/** Insertion of Payframe's script → an Element of each type can be typed into. */
const openElements =
  (types: string[], group: object = {}, options: object = {}): Opening =>
  async (tab, { shop, host, publishableKey }) => {
    await tab.goto(`${shop}/`);
    return tab.evaluate(
      ([src, key, types, group, options]) =>
        new Promise<Opened>((resolve) => {
          const start = performance.now();
          const script = document.createElement('script');
          script.onload = () => {
            const { Payframe } = window as unknown as { Payframe: Payframe };
            const elements = Payframe(key).elements(group);
            let left = types.length;
            for (const type of types) {
              const element = elements.create(type, options);
              element.on('ready', () => {
                const now = performance.now();
                if (!--left) resolve({ took: now - start, at: performance.timeOrigin + now });
              });
              element.mount(document.body.appendChild(document.createElement('div')));
            }
          };
          script.src = src;
          document.head.append(script);
        }),
      [`${host}/js/v1/payframe.js`, publishableKey, types, group, options] as const,
    );
  };

export const openCard = openElements(['card']);
export const openSplitFields = openElements(['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode']);

/** A Payment Element with all methods that take euros, whose card is open. */
export const openPayment = openElements(
  ['payment'],
  { mode: 'payment', amount: 1099, currency: 'eur' },
  { layout: { type: 'accordion', defaultCollapsed: false } },
);

/** Insertion of iframes of the host → all loaded. */
const openFrames =
  (name: string) =>
  (count: number): Opening =>
  async (tab, { shop, host }) => {
    await tab.goto(`${shop}/`);
    return tab.evaluate(
      ([src, count]) =>
        new Promise<Opened>((resolve) => {
          const start = performance.now();
          let left = count;
          for (let frame = 0; frame < count; frame++) {
            const iframe = document.createElement('iframe');
            iframe.onload = () => {
              const now = performance.now();
              if (!--left) resolve({ took: now - start, at: performance.timeOrigin + now });
            };
            iframe.src = src;
            document.body.append(iframe);
          }
        }),
      [`${host}/bare/${name}`, count] as const,
    );
  };

/** Frames with one plain input each: less no field can do. */
export const openBareFrames = openFrames('input.html');
export const openEmptyFrames = openFrames('empty.html');

/** Insertion of a script of the host → the bare iframes that it inserts have loaded: less no SDK by script tag can do. */
export const openScriptedFrames =
  (count: number): Opening =>
  async (tab, { shop, host }) => {
    await tab.goto(`${shop}/`);
    return tab.evaluate(
      ([src, count]) =>
        new Promise<Opened>((resolve) => {
          const start = performance.now();
          const script = document.createElement('script');
          Object.assign(window, {
            bareFrames: count,
            onBareFrames() {
              const now = performance.now();
              resolve({ took: now - start, at: performance.timeOrigin + now });
            },
          });
          script.src = src;
          document.head.append(script);
        }),
      [`${host}/bare/insert.js`, count] as const,
    );
  };
