/**
 * The Vue binding under a development server that replaces modules while the page is open.
 *
 * @module-tag thorough
 */
import vue from '@vitejs/plugin-vue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickInto } from './click-into.js';
import { type HotApp, openHotApp } from './hot.js';

let app: HotApp;
let shop: (title: string) => string;

const card = (brand: string) => `
  <script setup>
  import { CardElement } from 'payframe/vue';
  import { ref } from 'vue';
  const brand = ref('${brand}');
  </script>
  <template><p>{{ brand }}</p><CardElement id="card" @change="brand = $event.brand" /></template>`;

const shopOf = (key: string, host: string) => (title: string) =>
  `
  <script setup>
  import { loadPayframe } from 'payframe';
  import { Elements } from 'payframe/vue';
  import Card from './card.vue';
  const payframe = loadPayframe('${key}', { host: '${host}' });
  </script>
  <template><h1>${title}</h1><Elements :payframe="payframe"><Card /></Elements></template>`;

const main = `
  import { createApp } from 'vue';
  import Shop from './shop.vue';
  createApp(Shop).mount('#root');`;

beforeAll(async () => {
  app = await openHotApp({
    plugin: vue(),
    packages: ['vue'],
    files({ publishableKey, url }) {
      shop = shopOf(publishableKey, url);
      return { 'main.js': main, 'shop.vue': shop('Before'), 'card.vue': card('none') };
    },
  });
});

afterAll(() => app?.close());

test('a template that is edited around a card keeps the frame and what was typed, a script makes the card anew', async () => {
  const { page, number, console, edit } = app;
  await clickInto(number);
  await page.keyboard.type('4242');
  await edit('shop.vue', shop('After'), 'After');
  expect(await number.inputValue()).toBe('4242');
  await edit('card.vue', card('new'), 'new');
  await expect.poll(() => number.inputValue()).toBe('');
  await clickInto(number);
  await page.keyboard.type('4242');
  await page.getByText('visa').waitFor();
  expect(await page.locator('iframe').count()).toBe(1);
  expect(console).toEqual([]);
});
