/** The frame of an embedded Checkout: who may speak to it. */
import { expect } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { inEveryEngine } from './every-engine.js';
import { initWith } from './rogue.js';

/** An ad: it offers a port of its own to every frame of the page, and to every frame in those, again and again. */
const ad = (init: object) => `<!doctype html><title>ad</title><script>
  heard = [];
  tried = 0;
  const offer = (frame) => {
    if (frame === self) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => heard.push(data);
    frame.postMessage(${JSON.stringify(init)}, '*', [port2]);
    for (let at = 0; at < frame.length; at++) offer(frame[at]);
  };
  setInterval(() => {
    for (let at = 0; at < parent.length; at++) offer(parent[at]);
    tried++;
  }, 20);
</script>`;

/** Runs in the shop's page: shows the page of a session. */
async function embed({ key, clientSecret }: { key: string; clientSecret: string }): Promise<void> {
  const checkout = await window.Payframe(key).createEmbeddedCheckoutPage({ clientSecret });
  checkout.mount('#checkout');
}

/** Runs in the page of the session: whether it can be paid. */
const isPayable = () => document.querySelector('[data-testid="checkout-pay"]:not([disabled])') !== null;

inEveryEngine(
  'an ad beside an embedded Checkout is heard by none of its frames, before and after it is shown [C3]',
  async (tab) => {
    const session = await officialClient(tab.sandbox).checkout.sessions.create({
      line_items: [
        { price_data: { currency: 'eur', product_data: { name: 'Cup' }, unit_amount: 3200 }, quantity: 1 },
      ],
      mode: 'payment',
      return_url: `${tab.shop.url}/thanks`,
      ui_mode: 'embedded_page',
    });
    tab.answers['/ad'] = ad(initWith(tab.sandbox.publishableKey));
    await tab.open({
      card: false,
      body: '<div id="checkout"></div><iframe id="ad" title="ad" src="/ad"></iframe>',
    });
    const clientSecret = String(session.client_secret);
    await tab.run(embed, { key: tab.sandbox.publishableKey, clientSecret });
    const payable = () => tab.run(isPayable, undefined, '#checkout iframe', 'iframe');
    await expect.poll(payable, { timeout: 20_000 }).toBe(true);
    const tries = () => tab.run(() => (window as unknown as { tried: number }).tried, undefined, '#ad');
    const before = await tries();
    await expect.poll(tries).toBeGreaterThan(before + 20);
    const heard = await tab.run(() => (window as unknown as { heard: unknown[] }).heard, undefined, '#ad');
    expect(heard).toEqual([]);
  },
);
