/** `payframe check`: what it finds in an integration, and what it must not take for one. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { MIGRATING_FILE, support, withSupportTables } from '../../scripts/support-table.js';
import { findParts } from '../../src/guard/check/find-parts.js';
import { readMarkup, readScript } from '../../src/guard/check/source.js';
import { DIFFERENCES } from '../../src/guard/check/support.js';
import { SUPPORT } from '../../src/guard/check/support-data.js';
import { runPayframe } from '../../src/guard/payframe.js';
import { secretLive } from './make-keys.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Runs the command in a folder with these files. */
function check(files: Record<string, string>, ...flags: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-check-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const printed = { out: '', err: '' };
  const code = runPayframe(['check', folder, ...flags], {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
  });
  return { code, out: printed.out.replaceAll(`${folder}/`, ''), err: printed.err };
}

const SHOP = {
  'src/checkout.tsx': `import { loadStripe } from '@stripe/stripe-js';
import { CardElement, TaxIdElement } from '@stripe/react-stripe-js';

const promise = loadStripe('pk_test_…');

export function Checkout() {
  const stripe = useStripe();
  const pay = () => stripe?.confirmCardPayment(secret);
  return <form onSubmit={pay}><TaxIdElement /> or <CardElement /></form>;
}
`,
  'src/server.js': `const stripe = new Stripe(process.env.KEY);
await stripe.paymentIntents.create({ amount: 1999 });
await stripe.quotes.create({});
await fetch(\`https://api.stripe.com/v1/customers/\${id}/payment_methods\`);
`,
  'src/readme.md': 'stripe.createSource()',
};

describe('the command', () => {
  test('says what works, what differs and what is missing, with file, line and column', () => {
    expect(check(SHOP)).toEqual({
      code: 1,
      err: '',
      out: `src/checkout.tsx:4:17  differs  loadStripe: Import loadPayframe from 'payframe', and name your host: loadPayframe(key, { host }).
src/checkout.tsx:8:21  works    stripe.confirmCardPayment
src/checkout.tsx:9:31  missing  <TaxIdElement>
src/checkout.tsx:9:51  works    <CardElement>
src/server.js:1:16  differs  new Stripe: Pass the address of your host: new Stripe(key, { host }).
src/server.js:2:7  works    stripe.paymentIntents.create
src/server.js:3:7  missing  stripe.quotes.create
src/server.js:4:13  works    /v1/customers/{}/payment_methods
4 work, 2 differ, 2 are missing, in 2 files.
`,
    });
  });

  test('--format json says the same to a program', () => {
    const { code, out } = check(SHOP, '--format', 'json');
    const { findings, files } = JSON.parse(out);
    expect([code, files, findings.length]).toEqual([1, 2, 8]);
    expect(findings[2]).toEqual({
      file: 'src/checkout.tsx',
      line: 9,
      column: 31,
      kind: 'component',
      name: '<TaxIdElement>',
      verdict: 'missing',
    });
    expect(findings[0]).toMatchObject({ verdict: 'differs', note: expect.stringContaining('loadPayframe') });
  });

  test('ends with 0 where nothing is missing, and with 2 where it cannot look', () => {
    expect(check({ 'a.ts': 'stripe.createToken(card)' })).toMatchObject({ code: 0, err: '' });
    expect(check({ 'a.css': '' })).toMatchObject({ code: 2, out: '' });
    expect(check({ 'a.ts': '' }, '--format', 'sarif')).toMatchObject({ code: 2, out: '' });
    expect(check({ 'a.ts': '' }, '--fix').err).toContain('See --help.');
    const silent = { out: () => {}, err: () => {} };
    expect(runPayframe(['check'], silent)).toBe(2);
    expect(runPayframe(['check', 'no-such-folder'], silent)).toBe(2);
    expect(runPayframe(['check', '--help'], silent)).toBe(0);
  });

  test('never repeats a secret key, wherever one is', () => {
    const files = { [`src/${secretLive}.js`]: `fetch('https://api.stripe.com/v1/charges/${secretLive}')` };
    for (const format of ['text', 'json']) {
      const { out, err } = check(files, '--format', format);
      expect(out).toContain('/v1/charges/');
      expect(out + err).not.toContain(secretLive);
    }
  });
});

/** Returns the names that are found in a script. */
const namesIn = (code: string) => findParts(code, false).map(({ name }) => name);
const markupNamesIn = (code: string) => findParts(code, true).map(({ name }) => name);

describe('calls', () => {
  test.each([
    ['a method', 'stripe.confirmPayment({})', ['stripe.confirmPayment']],
    ['a method that is not called at once', 'const pay = stripe.confirmPayment;', ['stripe.confirmPayment']],
    ['a chain over lines', 'stripe\n  ?.confirmPayment()', ['stripe.confirmPayment']],
    ['an object that is there for sure', 'stripe!.confirmPayment()', ['stripe.confirmPayment']],
    ['a property', 'this.stripe.confirmPayment()', ['stripe.confirmPayment']],
    [
      'another name',
      'const s = await loadStripe(k);\ns.createToken(c)',
      ['loadStripe', 'stripe.createToken'],
    ],
    [
      'a name with a type',
      'const p: Stripe = new Stripe(k, { host });\np.refunds.create()',
      ['stripe.refunds.create'],
    ],
    [
      'methods that are taken out',
      'const { confirmSetup, createSource: old } = stripe;',
      ['stripe.confirmSetup', 'stripe.createSource'],
    ],
    [
      'a deep call of the server',
      'stripe.testHelpers.testClocks.create()',
      ['stripe.testHelpers.testClocks.create'],
    ],
    [
      'a call in a template',
      '`${stripe.confirmPayment(`a${b}`)} stripe.createSource()`',
      ['stripe.confirmPayment'],
    ],
    ['a call after a division', 'a / b; stripe.confirmPayment(); c / d', ['stripe.confirmPayment']],
    ['a call after a closing tag', '<a>{x}</a>; stripe.confirmPayment(); <b/>', ['stripe.confirmPayment']],
    [
      'a call between apostrophes of JSX',
      "<p>Don't {stripe.confirmPayment()} can't</p>",
      ['stripe.confirmPayment'],
    ],
    [
      'a call behind an address in JSX',
      '<p>https://a.example {stripe.confirmPayment()}</p>',
      ['stripe.confirmPayment'],
    ],
  ])('are found: %s', (_, code, names) => {
    expect(namesIn(code)).toEqual(names);
  });

  test.each([
    ['a comment', '// stripe.createSource()\n/* stripe.createSource() */'],
    ['a text', `a("stripe.createSource()", 'it\\'s stripe.createSource()')`],
    ['a template', '`stripe.createSource() ${a} stripe.createSource()`'],
    ['a regular expression', `x = /stripe.createSource("/; y = [/'/, /[/']stripe.createSource/]`],
    ['another object', 'mystripe.createSource(); stripes.createSource(); stripe_.createSource()'],
    [
      'a method of one’s own',
      'stripe.pay(); stripe.invoicesOf.create(); stripe.customers; stripe.toString()',
    ],
    ['an object’s own properties', 'stripe.constructor(); stripe.__proto__.x(); stripe.hasOwnProperty("a")'],
    ['a component of one’s own', "import { TaxIdElement } from './own';\n<TaxIdElement />"],
    ['a store of one’s own', "store.create('payment'); documentElements.create('x')"],
    ['an API of one’s own', "fetch('/v1/products'); fetch('https://own.example/v1/orders')"],
  ])('are not found in %s', (_, code) => {
    expect(namesIn(code)).toEqual([]);
  });
});

describe('Elements, components and endpoints', () => {
  test.each([
    ["elements.create('payment')", 'works'],
    ['elements.create(\n  "cardNumber", {})', 'works'],
    ["const group = stripe.elements({ a: f(1) });\ngroup.create('taxId')", 'missing'],
    ["stripe.elements({ mode: f(1) }).create('iban')", 'works'],
    ["elements!.create('paymentRequestButton')", 'works'],
  ])('%s: the last one %s', (code, verdict) => {
    expect(findParts(code, false).at(-1)).toMatchObject({ kind: 'element', verdict });
  });

  test('are found in components and pages, in scripts, tags and attributes', () => {
    const vue = `<!-- stripe.createSource() -->
<script setup lang="ts">
import { StripeElement } from 'vue-stripe-js';
const card = elements.create('card'); // elements.create('payment')
</script>
<template>
  <StripeElement type="payment" />
  <button @click="stripe.confirmPayment({ elements })">It's {{ price }}</button>
</template>
<style>.a::after { content: 'stripe.createSource()'; }</style>
`;
    expect(markupNamesIn(vue)).toEqual([
      "elements.create('card')",
      "elements.create('payment')",
      'stripe.confirmPayment',
    ]);
    const html = `<script src="https://js.stripe.com/basil/stripe.js"></script>
<script>const s = Stripe('pk'); s.elements().create('expressCheckout')</script>`;
    expect(markupNamesIn(html)).toEqual([
      'js.stripe.com',
      'stripe.elements',
      "elements.create('expressCheckout')",
    ]);
  });

  test.each([
    ["// stripe\nfetch('/v1/payment_intents')", '/v1/payment_intents', 'works'],
    ["// stripe\nfetch('/v1/quotes')", '/v1/quotes', 'missing'],
    ["fetch('https://api.stripe.com/v1/refunds?limit=3')", '/v1/refunds', 'works'],
    ["fetch('https://api.stripe.com/v1/customers/' + id)", '/v1/customers/', 'works'],
    ['// stripe\nfetch(`${host}/v1/charges/${id}/capture`)', '/v1/charges/{}/capture', 'works'],
    ["fetch('https://api.stripe.com/v1/nothing')", '/v1/nothing', 'missing'],
  ])('%s: %s %s', (code, name, verdict) => {
    expect(findParts(code, false)).toMatchObject([{ kind: 'endpoint', name, verdict }]);
  });
});

test('a file keeps its length and its lines, whatever is in it', () => {
  const files = ['src/page', 'sandbox/src/dashboard', 'examples/react', 'examples/vue'].flatMap(sourcesIn);
  const broken = ["'", '`${', '`${`', '/*', '<script>', '<!--', '/[', '`a${b}', '}', '"\\', '<style>'];
  expect(files.length).toBeGreaterThan(20);
  for (const text of [...files, ...broken]) {
    for (const read of [readScript, readMarkup]) {
      const { code } = read(text);
      expect(code).toHaveLength(text.length);
      expect(code.split('\n').map((line) => line.length)).toEqual(
        text.split('\n').map((line) => line.length),
      );
    }
  }
});

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|jsx?|vue|html)$/.test(name) && !name.includes('node_modules'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

test('the table and the guide to migrating are those of the code', async () => {
  const found = await support();
  expect(SUPPORT).toEqual(found);
  const page = readFileSync(MIGRATING_FILE, 'utf8');
  expect(withSupportTables(page, found)).toBe(page);
});

test('a difference is one of a part that is there', () => {
  const names = [
    ...Object.keys(SUPPORT.methods).map((name) => `stripe.${name}`),
    ...Object.keys(SUPPORT.elements).map((type) => `elements.create('${type}')`),
    ...Object.keys(SUPPORT.components).map((name) => `<${name}>`),
  ];
  for (const name of Object.keys(DIFFERENCES)) expect(names).toContain(name);
  expect(SUPPORT.methods).toMatchObject({ confirmCardPayment: true, confirmPixPayment: false });
  expect(SUPPORT.elements).toMatchObject({ card: true, taxId: false });
  expect(SUPPORT.components).toMatchObject({ CardElement: true, TaxIdElement: false });
  expect(SUPPORT.calls).toContain('paymentIntents.capture');
  expect(SUPPORT.calls).not.toContain('paymentIntents.incrementAuthorization');
});
