/** A field that stays on its page for as long as the soak takes, and sends its card again and again. */
import type { Browser, CDPSession } from 'playwright-core';
import { cards, expiry } from '../browser/checkout.js';
import { clickInto } from '../browser/click-into.js';
import { isDocumented } from '../browser/faults/documented.js';
import type { Outcome } from './shopper.js';

/** What a frame's document holds, once all garbage is gone. */
export type FrameUse = Record<'heap' | 'nodes' | 'listeners', number>;

/** Nodes that Chromium keeps each time three inputs are emptied by script, plain ones as well: its undo history has them. */
const KEPT_FOR_UNDO = 3;

export interface Keeper {
  /** Sends the card once, and says how that ended. */
  send(): Promise<string>;
  /** Empties the field, and types the card anew. */
  retype(): Promise<void>;
  use(): Promise<FrameUse>;
  close(): Promise<void>;
}

/** @param host Serves the frame; it should be well until the field is there. */
export async function createKeeper(
  browser: Browser,
  { url, host, publishableKey }: { url: string; host: string; publishableKey: string },
  broken: (what: string) => void,
): Promise<Keeper> {
  const page = await browser.newPage();
  page.on('pageerror', ({ message }) => broken(`The kept page has an uncaught error: ${message}`));
  await page.goto(url);
  await page.evaluate(
    (key) =>
      new Promise<void>((resolve, reject) => {
        window.payframe = window.Payframe(key);
        window.card = window.payframe.elements().create('card', { hidePostalCode: true });
        window.stand = { ready: false, complete: false, failed: '' };
        window.card.on('change', ({ complete }) => Object.assign(window.stand, { complete }));
        window.card.on('loaderror', ({ error }) => reject(error));
        window.card.on('ready', () => resolve());
        window.card.mount('#card');
      }),
    publishableKey,
  );
  const frame = page.frames().find((candidate) => candidate.url().startsWith(`${host}/frame/`));
  if (!frame) throw new Error('The kept field has no frame.');
  const session = await page.context().newCDPSession(frame);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  const number = page.frameLocator('#card iframe').getByRole('textbox', { name: 'Card number' });

  let retyped = 0;
  const keeper: Keeper = {
    async send() {
      const { error } = await page.evaluate<Outcome>(async () =>
        JSON.parse(
          JSON.stringify(
            await window.payframe.createPaymentMethod({ type: 'card', card: window.card as never }),
          ),
        ),
      );
      if (error && !isDocumented(error))
        broken(`A call ended in ${error.type} ${error.code}: ${error.message}`);
      return error ? `${error.type} ${error.code ?? ''}`.trim() : 'made';
    },
    async retype() {
      retyped += 1;
      await page.bringToFront();
      await page.evaluate(() => window.card.clear());
      await clickInto(number);
      await page.keyboard.type(`${cards.visa}${expiry.typed}123`);
      await page.waitForFunction(() => window.stand.complete);
    },
    async use() {
      const { nodes, ...others } = await readFrame(session);
      return { ...others, nodes: nodes - retyped * KEPT_FOR_UNDO };
    },
    close: () => page.close(),
  };
  await keeper.retype();
  return keeper;
}

async function readFrame(session: CDPSession): Promise<FrameUse> {
  for (let pass = 0; pass < 3; pass++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((candidate) => candidate.name === name)?.value ?? 0;
  return {
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}
