import { expect, test, vi } from 'vitest';
import { createSSRApp, defineComponent, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { loadPayframe } from '../../src/page/index.js';
import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  type ElementsProps,
  IbanElement,
  PostalCodeElement,
  useElements,
  usePayframe,
} from '../../src/vue/index.js';
import { publishable } from '../keys/make-keys.js';
import { host } from '../page/fake-frame.js';
import { makePayframe } from '../page/shop.js';

const Composables = defineComponent(function Composables() {
  const [payframe, elements] = [usePayframe(), useElements()];
  return () => `${!!payframe.value} ${!!elements.value}`;
});

const page = (payframe: ElementsProps['payframe']) =>
  renderToString(
    createSSRApp({
      render: () =>
        h(Elements, { payframe, options: { locale: 'de' } }, () => [
          h(CardElement, { id: 'card', class: 'box', options: { hidePostalCode: true }, onChange: () => {} }),
          h(CardNumberElement),
          h(CardExpiryElement),
          h(CardCvcElement),
          h(PostalCodeElement),
          h(IbanElement),
          h(Composables),
        ]),
    }),
  );

test('a server renders the nodes, without a word and without a window', async () => {
  const spies = (['error', 'warn'] as const).map((level) => vi.spyOn(console, level));
  expect(globalThis).not.toHaveProperty('window');
  const nodes = `<div class="box" id="card"></div>${'<div></div>'.repeat(5)}`;
  expect(await page(null)).toBe(`<!--[-->${nodes}false false<!--]-->`);
  expect(await page(loadPayframe(publishable, { host }))).toBe(`<!--[-->${nodes}false false<!--]-->`);
  expect(await page(makePayframe())).toBe(`<!--[-->${nodes}true true<!--]-->`);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});
