/** What `vue-tsc` says of templates with the package's components, at its strictest. */
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPackedShop, type PackedShop } from '../browser/packed-shop.js';
import { commandOf, run } from './commands.js';
import { ecosystemFolder } from './install.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const SETTINGS = {
  extends: './examples/vue/tsconfig.json',
  compilerOptions: { noUnusedLocals: false },
  vueCompilerOptions: { strictTemplates: true },
  include: ['examples/vue/src', 'templates'],
};

const SCRIPT = `<script setup lang="ts">
  import { loadPayframe } from 'payframe';
  import { CardCvcElement, CardElement, CardNumberElement, Elements, useElements } from 'payframe/vue';
  import { useTemplateRef } from 'vue';
  const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
  const card = useTemplateRef('card');
  const elements = useElements();
  const focus = () => card.value?.focus();
</script>`;

/** What people write. */
const RIGHT = `<Elements :key="1" :payframe="payframe" :options="{ locale: 'de' }" @loaderror="(error) => error">
  <template #default="{ payframe }">
    <CardElement
      v-if="payframe" id="card" key="card" ref="card" class="box" style="color: red" aria-describedby="hint"
      :options="{ hideIcon: true }" @ready="(card) => card.update({ hidePostalCode: true })"
      @change="({ brand, error }) => [brand, error?.message]" @escape="focus" @networkschange.once="focus"
    />
    <CardNumberElement v-show="payframe" title="Number" @vue:mounted="focus" @change="({ brand }) => brand" />
  </template>
</Elements>`;

/** What they mistype, with what they are told. */
const WRONG: [string, RegExp][] = [
  ['<Elements />', /Property 'payframe' is missing/],
  ['<Elements payframe="pk_test_…" />', /'string' is not assignable to type 'MaybeLater'/],
  [
    '<Elements :payframe="payframe" :options="{ locale: 5 }" />',
    /'number' is not assignable to type 'ElementLocale/,
  ],
  ['<Elements :payframe="payframe" @load-error="focus" />', /'onLoadError' does not exist/],
  ['<Elements v-slot="{ nothing }" :payframe="payframe" />', /'nothing' does not exist/],
  ['<CardElement :options="{ hideIkon: true }" />', /'hideIkon' does not exist/],
  ['<CardElement :optoins="{ hideIcon: true }" />', /'optoins' does not exist/],
  ['<CardElement @chnge="focus" />', /'onChnge' does not exist/],
  ['<CardCvcElement @change="(event) => event.brand" />', /'brand' does not exist/],
  ['<CardCvcElement @ready="(cvc) => cvc.update({ showIcon: true })" />', /'showIcon' does not exist/],
  ['<CardElement ref="card" @click="card?.fokus()" />', /'fokus' does not exist/],
  [`<p>{{ elements.getElement('card') }}</p>`, /'elements\.value' is possibly 'null'/],
];

const named = WRONG.map(([template, message], index) => ({ file: `wrong-${index}`, template, message }));

let shop: PackedShop;
let complaints: string[];

beforeAll(async () => {
  shop = await openPackedShop(`${ecosystemFolder}.cache/vue-types-`, { type: 'module' });
  for (const path of ['tsconfig.json', 'examples/vue', 'examples/react/src'])
    await cp(root + path, shop.path(path), { recursive: true });
  await shop.write('strict.json', JSON.stringify(SETTINGS));
  for (const { file, template } of [{ file: 'right', template: RIGHT }, ...named])
    await shop.write(`templates/${file}.vue`, `${SCRIPT}<template>${template}</template>`);
  const said = await run(shop.folder, [commandOf('vue-tsc'), '-p', 'strict.json']).catch(
    (error: Error) => error.message,
  );
  // One that goes on in further lines has them indented.
  complaints = said.split(/\n(?! )/);
});
afterAll(() => shop?.remove());

const about = (path: string) => complaints.filter((line) => line.startsWith(path));

test('the example has no error', () => {
  expect(about('examples/')).toEqual([]);
});

describe('a template', () => {
  test('may hold all that a component of an Element takes', () => {
    expect(about('templates/right.vue')).toEqual([]);
  });

  test.each(named)('is told what is wrong with $template', ({ file, message }) => {
    expect(about(`templates/${file}.vue`)).toEqual([expect.stringMatching(message)]);
  });
});
