import type { Page } from 'playwright-core';
import type { Stand } from './stand.js';
import { alternate, report } from './stats.js';

const REPEATS = 5;
const RUNS = 100;

type Shop = { pay(): Promise<{ error?: { message: string } }>; cardReady: Promise<void> };

/**
 * Prints how long `createPaymentMethod` takes against the same request by a plain fetch in a bare frame, several times over.
 */
export async function printTokenizeTimes(stand: Stand): Promise<void> {
  const page = await openTokenizer(stand);
  const sent = await requestOf(page);
  for (let repeat = 1; repeat <= REPEATS; repeat++) {
    const times = await alternate(RUNS, {
      payframe: () => timeToPaymentMethod(page),
      'bare fetch': () => timeToBareAnswer(page, stand, sent),
    });
    report(
      `createPaymentMethod → promise, against the same request by a bare frame (${RUNS} runs, ${repeat} of ${REPEATS})`,
      times,
      { 'bare fetch': 1.2 },
    );
  }
  await page.context().close();
}

/** Opens a page with a typed card and, beside it, a bare frame that can only fetch. */
async function openTokenizer({ freshPage, host, publishableKey }: Stand): Promise<Page> {
  const page = await freshPage('/');
  await page.addScriptTag({ url: `${host}/js/v1/payframe.js` });
  await page.evaluate(
    ([origin, key]) => {
      const shop = window as unknown as Shop & { Payframe: (key?: string) => never };
      const payframe = shop.Payframe(key) as never as {
        elements(): {
          create(
            type: string,
            options: object,
          ): { on(t: string, f: () => void): void; mount(s: string): void };
        };
        createPaymentMethod(data: object): Promise<never>;
      };
      const card = payframe.elements().create('card', { hidePostalCode: true });
      shop.cardReady = new Promise((resolve) => card.on('ready', resolve));
      card.mount('#card');
      shop.pay = () => payframe.createPaymentMethod({ type: 'card', card });
      const bare = document.createElement('iframe');
      bare.id = 'bare';
      bare.src = `${origin}/bare/fetch.html`;
      document.body.append(bare);
    },
    [host, publishableKey],
  );
  await page.evaluate('cardReady');
  const card = page.frameLocator('#card iframe');
  await card.getByLabel('Card number').focus();
  await page.keyboard.type('42424242424242421234123');
  await page.frameLocator('#bare').locator('html').waitFor();
  return page;
}

interface SentRequest {
  headers: Record<string, string>;
  body: string;
}

/** Lets Payframe create a PaymentMethod, and returns the headers and the body that its frame sends for it. */
async function requestOf(page: Page): Promise<SentRequest> {
  const [request] = await Promise.all([
    page.waitForRequest((candidate) => candidate.url().endsWith('/v1/payment_methods')),
    timeToPaymentMethod(page),
  ]);
  const all = await request.allHeaders();
  const own = Object.entries(all).filter(([name]) => /^(authorization|content-type|payframe-)/.test(name));
  return { headers: Object.fromEntries(own), body: request.postData() ?? '' };
}

/** `createPaymentMethod` → its promise, in ms. */
const timeToPaymentMethod = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const start = performance.now();
    const { error } = await (window as unknown as Shop).pay();
    if (error) throw new Error(error.message);
    return performance.now() - start;
  });

/** The same request by a plain fetch in the bare frame, asked for and answered by `postMessage`, in ms. */
const timeToBareAnswer = (page: Page, { host }: Stand, sent: SentRequest): Promise<number> =>
  page.evaluate(
    ([origin, { headers, body }]) =>
      new Promise<number>((resolve, reject) => {
        const idempotencyKey = crypto.randomUUID();
        const start = performance.now();
        const { contentWindow } = document.getElementById('bare') as HTMLIFrameElement;
        addEventListener(
          'message',
          ({ data }) =>
            data.id ? resolve(performance.now() - start) : reject(new Error(data.error.message)),
          { once: true },
        );
        contentWindow?.postMessage(
          { headers: { ...headers, 'Idempotency-Key': idempotencyKey }, body },
          origin,
        );
      }),
    [host, sent] as const,
  );
