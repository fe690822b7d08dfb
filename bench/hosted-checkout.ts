import type { Opened, Opening } from './openings.js';
import { addCardPage } from './react.js';
import type { Stand } from './stand.js';
import { alternate, report } from './stats.js';
import { firstVisit } from './visits.js';

const RUNS = 30;

/** Prints how long the page of a Checkout Session takes on loopback, beside a shop's own page with a card. */
export async function printCheckoutOnLoopback(stand: Stand): Promise<void> {
  const url = await createSession(stand);
  const times = await alternate(RUNS, {
    'page of a session': () => firstVisit(stand, openSession(url)),
    'card in a shop’s page': () => firstVisit(stand, addCardPage(stand)),
  });
  report(
    `Navigation → the card of a Checkout Session can be typed into, nothing cached (${RUNS} runs)`,
    times,
    {
      'card in a shop’s page': 1.5,
    },
  );
}

/** Creates a session that takes cards, and returns the address of its page. */
async function createSession({ host, secretKey }: Stand): Promise<string> {
  const answer = await fetch(`${host}/v1/checkout/sessions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}` },
    body: new URLSearchParams({
      mode: 'payment',
      'allowed_payment_method_types[0]': 'card',
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][product_data][name]': 'T-shirt',
      'line_items[0][price_data][unit_amount]': '1500',
      'line_items[0][quantity]': '1',
      success_url: 'https://shop.example/',
    }),
  });
  return ((await answer.json()) as { url: string }).url;
}

/** Opens the page of a session. Its button can be pressed as soon as the card can be typed into. */
const openSession =
  (url: string): Opening =>
  async (tab) => {
    await tab.addInitScript(noteReady);
    await tab.goto(url);
    return tab.evaluate<Opened>(async () => {
      const took = await (window as unknown as { ready: Promise<number> }).ready;
      return { took, at: performance.timeOrigin + took };
    });
  };

/** Runs in the page, and notes when its button can be pressed. The policy of the page forbids what waits by `eval`. */
function noteReady(): void {
  const ready = new Promise<number>((resolve) =>
    new MutationObserver(() => {
      const button = document.getElementById('pay') as HTMLButtonElement | null;
      if (button && !button.disabled) resolve(performance.now());
    }).observe(document, { attributes: true, childList: true, subtree: true }),
  );
  Object.assign(window, { ready });
}
