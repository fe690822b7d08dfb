/** The components of the guide for Angular, Svelte and Solid, copied from it, and built as each framework's users do. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Checkouts, expiry, startCheckouts } from '../browser/checkout.js';
import { typeInto } from '../browser/click-into.js';
import { snippetWith } from '../docs/markdown.js';
import { officialClient } from '../sandbox/official.js';
import { byEsbuild, byVite, cache, payframe } from './wrappers/build.js';

interface Framework {
  name: string;
  /** The file of the component, and words of it in the guide. */
  file: string;
  words: string;
  /** What puts it into the page. */
  entry: string;
  build: typeof byVite;
}

const FRAMEWORKS: Framework[] = [
  {
    name: 'Svelte',
    file: 'CardForm.svelte',
    words: "from 'svelte'",
    entry: `import { mount } from 'svelte';
      import CardForm from './CardForm.svelte';
      mount(CardForm, { target: document.getElementById('root') });`,
    build: byVite,
  },
  {
    name: 'Solid',
    file: 'CardForm.jsx',
    words: "from 'solid-js'",
    entry: `import { render } from 'solid-js/web';
      import { CardForm } from './CardForm.jsx';
      render(() => <CardForm />, document.getElementById('root'));`,
    build: byVite,
  },
  {
    name: 'Angular',
    file: 'card-form.ts',
    words: "from '@angular/core'",
    entry: `import '@angular/compiler';
      import { provideZonelessChangeDetection } from '@angular/core';
      import { bootstrapApplication } from '@angular/platform-browser';
      import { CardForm } from './card-form';
      bootstrapApplication(CardForm, { providers: [provideZonelessChangeDetection()] });`,
    build: byEsbuild,
  },
];

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
  shop.answers['/pay'] = async (_, response) => {
    const stripe = officialClient(shop.sandbox);
    const { client_secret } = await stripe.paymentIntents.create({
      amount: 3600,
      currency: 'eur',
      allowed_payment_method_types: ['card'],
    });
    response.end(client_secret);
  };
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

/** The piece of code of the guide that has these words, with the shop's key and host. */
function fromGuide(words: string): string {
  const { code } = snippetWith('docs/frameworks.md', words);
  const { publishableKey, url } = shop.sandbox;
  return code.replaceAll('pk_test_…', publishableKey).replaceAll('https://pay.example.com', url);
}

async function built({ file, words, entry, build }: Framework): Promise<string> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'framework-'));
  const files = {
    'entry.jsx': entry,
    'payframe.ts': fromGuide('export const payframe'),
    [file]: fromGuide(words),
    'tsconfig.json':
      '{ "compilerOptions": { "experimentalDecorators": true, "useDefineForClassFields": false } }',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  try {
    return await build(join(folder, 'entry.jsx'), 'production', { payframe });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each(FRAMEWORKS)('a card is typed and paid with in $name', async (framework) => {
  const path = `/${framework.name}.js`;
  shop.answers[path] = {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: await built(framework),
  };
  const checkout = await shop.open({
    mount: false,
    script: false,
    body: `<app-card-form id="root"></app-card-form><script type="module" src="${path}"></script>`,
  });
  const { page } = checkout;
  const number = page.frameLocator('iframe').getByRole('textbox', { name: 'Card number' });
  await typeInto(number, '4242');
  await expect.poll(() => page.getByRole('alert').textContent()).toBe('');
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toBe('Your card number is incomplete.');
  await typeInto(number, `42424242 4242${expiry.typed}12394110`);
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toBe('Thank you!');
  expect(checkout.console).toEqual([]);
});
