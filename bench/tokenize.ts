import type { Page } from 'playwright-core';
import type { Stand } from './stand.js';

type Shop = { pay(): Promise<{ error?: { message: string } }>; cardReady: Promise<void> };

/** A page with a typed card and, beside it, a bare frame that can do nothing but fetch. */
export async function openTokenizer({ freshPage, host, publishableKey }: Stand): Promise<Page> {
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
      bare.src = `${origin}/bare-fetch.html`;
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

/** `createPaymentMethod` → its promise, in ms. */
export const timeToPaymentMethod = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const start = performance.now();
    const { error } = await (window as unknown as Shop).pay();
    if (error) throw new Error(error.message);
    return performance.now() - start;
  });

/** The same POST by a plain fetch in the bare frame, asked for and answered by `postMessage`, in ms. */
export const timeToBareAnswer = (
  page: Page,
  { host, publishableKey }: Stand,
  headers: Record<string, string> = {},
): Promise<number> =>
  page.evaluate(
    ([origin, key, sent]) =>
      new Promise<number>((resolve, reject) => {
        const start = performance.now();
        const { contentWindow } = document.getElementById('bare') as HTMLIFrameElement;
        addEventListener(
          'message',
          ({ data }) =>
            data.id ? resolve(performance.now() - start) : reject(new Error(data.error.message)),
          { once: true },
        );
        const card = {
          'card[number]': '4242424242424242',
          'card[exp_month]': '12',
          'card[exp_year]': '2034',
          'card[cvc]': '123',
        };
        contentWindow?.postMessage({ headers: sent, body: { key, type: 'card', ...card } }, origin);
      }),
    [host, publishableKey, headers] as const,
  );
