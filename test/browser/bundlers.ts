/** What a bundler makes of a shop's scripts, whichever it is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillCard } from '../../src/testing/index.js';
import { numbers, whole } from '../testing/scenarios.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import type { PackedShop } from './packed-shop.js';

/** Builds a script of the shop's folder, and gives its code. */
export type Bundle = (entry: string) => Promise<string>;

const SCRIPTS = {
  // It mounts a card, and pays when it is asked to.
  'main.js': `
    import { Payframe } from 'payframe';
    const { key, host } = document.body.dataset;
    const payframe = Payframe(key, { host });
    const card = payframe.elements().create('card');
    card.mount('#card');
    window.pay = async () => JSON.stringify(await payframe.createPaymentMethod({ type: 'card', card }));
  `,
  'unused.js': `import { loadPayframe } from 'payframe'; import 'payframe/react'; import 'payframe/vue';`,
  'loader.js': `import { loadPayframe } from 'payframe'; globalThis.load = loadPayframe;`,
};

/** Defines the tests of bundlers, each by its name. */
export function testBundlers(bundlers: [string, Bundle][], shop: () => PackedShop): void {
  describe('a bundler', () => {
    let checkouts: Checkouts;

    beforeAll(async () => {
      checkouts = await startCheckouts();
      for (const [name, text] of Object.entries(SCRIPTS)) await shop().write(name, text);
    });
    afterAll(() => checkouts?.close());

    test.each(bundlers)('%s makes a page that takes a card', async (name, bundle) => {
      const { sandbox, answers } = checkouts;
      answers[`/${name}.js`] = {
        headers: { 'content-type': 'text/javascript' },
        body: await bundle('main.js'),
      };
      const body = `<div id="card"></div><script>
        document.body.dataset.key = '${sandbox.publishableKey}'; document.body.dataset.host = '${sandbox.url}';
      </script><script type="module" src="/${name}.js"></script>`;
      const { page, console } = await checkouts.open({ body, mount: false, script: false });
      await fillCard(page, whole(numbers.visa));
      const paid = await page.evaluate(() => (window as unknown as { pay(): Promise<string> }).pay());
      expect(JSON.parse(paid)).toMatchObject({ paymentMethod: { card: { last4: '4242' } } });
      expect(console).toEqual([]);
      await checkouts.closePages();
    });

    test.each(bundlers)('%s leaves out what is not used', async (_, bundle) => {
      const loader = await bundle('loader.js');
      expect(loader).toContain('/js/v1/payframe.js');
      // Nothing of the Elements, which come with the script, and nothing of the frameworks.
      expect(loader).not.toMatch(
        /StripeElement|createElement\(['"]iframe|useSyncExternalStore|defineComponent/,
      );
      const unused = await bundle('unused.js');
      expect(unused).not.toMatch(/payframe|iframe|useEffect|defineComponent/i);
    });
  });
}
