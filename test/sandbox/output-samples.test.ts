/**
 * What the guides say that the host and its commands answer and print.
 *
 * @module-tag thorough
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { type Snippet, snippetWith } from '../docs/markdown.js';
import { run, startCommand } from './command.js';
import { get, keyOf, post, start, temporaryDirectory } from './harness.js';
import { officialClient, refusal } from './official.js';
import { receive, until } from './receiver.js';

let sandbox: Sandbox;
let stripe: Stripe;
const logged: string[] = [];

beforeAll(async () => {
  sandbox = await start({
    logFormat: 'json',
    log: (line) => logged.push(line),
    restricted: { products: 'read' },
  });
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox?.close());

/** The names in an answer, those of its parts after them. */
const namesIn = (value: unknown, prefix = ''): string[] =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, part]) => [prefix + name, ...namesIn(part, `${prefix}${name}.`)])
    : [];

/** An answer has the names of the guide's piece of JSON, and no other. */
function expectNames(answer: unknown, { code }: Snippet): void {
  expect(namesIn(answer).sort()).toEqual(namesIn(JSON.parse(code)).sort());
}

/** A guide's lines as a pattern: `…` stands for anything, and any time for the time of the example. */
function linesOf(code: string): RegExp {
  const pattern = code
    .trimEnd()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('…', '[^\\n]+')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d');
  return new RegExp(`^${pattern}$`, 'm');
}

test('README.md: the line of JSON that a sandbox starts with', async () => {
  const { output } = await startCommand(['--memory']);
  expectNames(JSON.parse(output.stdout), snippetWith('README.md', '"publishableKey":"pk_test_…"'));
});

test('docs/hosting.md: a line of the log', async () => {
  const { id } = await stripe.customers.create();
  await stripe.customers.retrieve(id);
  const line = () => logged.find((text) => text.includes(`"path":"/v1/customers/${id}"`));
  await expect.poll(line).toBeTruthy();
  expectNames(JSON.parse(line() ?? ''), snippetWith('docs/hosting.md', '"kind":"request"'));
});

test('docs/hosting.md and docs/styling.md: the list of fonts has the sums that the shell prints', async () => {
  const folder = temporaryDirectory();
  const names = ['inter-latin.woff2', 'inter-latin-bold.woff2'];
  for (const name of names) writeFileSync(join(folder, name), name);
  const { code } = snippetWith('docs/hosting.md', 'sha256sum inter-latin.woff2');
  const sums = execFileSync('bash', ['-c', code], { cwd: folder, encoding: 'utf8' }).match(/^\w{64}/gm);
  const host = await start({ fonts: names.map((name) => join(folder, name)) });
  const { json } = await get(host, '/frame/v1/fonts.json');
  await host.close();
  expect(json.sha256.sort()).toEqual(sums?.sort());
  expectNames(json, snippetWith('docs/hosting.md', '"sha256"'));
  expectNames(json, snippetWith('docs/styling.md', '"sha256"'));
});

test('docs/http-contract.md: a bank account that was chosen at its bank', async () => {
  const { json } = await post(sandbox, '/v1/tokens', {
    'financial_connections_account[test_account]': 'success',
  });
  expectNames(json, snippetWith('docs/http-contract.md', '"type": "financial_connections_account"'));
});

test('docs/http-contract.md: what a page does for 3-D Secure', async () => {
  const { next_action } = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    payment_method: 'pm_card_threeDSecure2Required',
    allowed_payment_method_types: ['card'],
    confirm: true,
    use_stripe_sdk: true,
  });
  expectNames(next_action, snippetWith('docs/http-contract.md', '"type": "use_stripe_sdk"'));
});

test('docs/webhooks.md: a delivery that failed', async () => {
  const shop = await receive();
  shop.answer = () => 500;
  const { id, secret = '' } = await stripe.webhookEndpoints.create({
    url: shop.url,
    enabled_events: ['customer.created'],
  });
  shop.secret = secret;
  await stripe.customers.create();
  const deliveries = async () => (await get(sandbox, `/v1/webhook_endpoints/${id}/deliveries`)).json.data;
  await expect.poll(async () => (await deliveries())[0]?.response_status, { timeout: 30_000 }).toBe(500);
  const [delivery] = await deliveries();
  expectNames(delivery, snippetWith('docs/webhooks.md', '"webhook_delivery"'));
  expect(delivery.failure).toBe('The endpoint answered 500.');
  await stripe.webhookEndpoints.del(id);
});

test('docs/webhooks.md: what `listen` prints', async () => {
  const shop = await receive();
  const host = await startCommand();
  const listening = run(['listen', '--forward-to', shop.url], host.cwd);
  await listening.until('stderr', 'Ready!');
  shop.secret = /whsec_\w+/.exec(listening.output.stderr)?.[0] ?? '';
  await officialClient(host).paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  await until(() => shop.received.length > 0);
  const { code } = snippetWith('docs/webhooks.md', '> Ready!');
  const [ready = '', event = '', answer = ''] = code.split('\n');
  const forwarded = answer.replace('http://localhost:3000/webhook', shop.url);
  await expect.poll(() => listening.output.stderr).toMatch(linesOf(ready));
  await expect.poll(() => listening.output.stdout).toMatch(linesOf(event));
  await expect.poll(() => listening.output.stdout).toMatch(linesOf(forwarded));
});

test('docs/dashboard.md: what `logs tail` prints', async () => {
  const host = await startCommand();
  const tail = run(['logs', 'tail'], host.cwd);
  await tail.until('stderr', 'Ready!');
  const client = officialClient(host);
  const { id } = await client.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    allowed_payment_method_types: ['card'],
  });
  await refusal(client.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }));
  await tail.until('stdout', 'card_declined');
  expect(tail.output.stdout).toMatch(linesOf(snippetWith('docs/dashboard.md', '[402] POST').code));
});

test('docs/keys.md: what a restricted key is told', async () => {
  const { message } = await refusal(officialClient(sandbox, sandbox.restrictedKey).customers.list());
  const { code } = snippetWith('docs/keys.md', 'does not have the permission');
  expect(message).toMatch(linesOf(code.replace('9fK2', '…')));
});

/** Runs a command of the package in a folder with these files, whatever it exits with. */
function printed(script: string, args: string[], files: Record<string, string>): string {
  const cwd = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  try {
    return execFileSync(process.execPath, [join(import.meta.dirname, '../../dist/guard', script), ...args], {
      cwd,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('docs/migrating.md: what `payframe check` prints', () => {
  const padding = (lines: number) => '\n'.repeat(lines);
  const out = printed('payframe.mjs', ['check', 'src/'], {
    'package.json': '{}',
    'src/checkout.tsx':
      `import { TaxIdElement } from '@stripe/react-stripe-js';${padding(2)}const st = loadStripe(key);` +
      `${padding(17)}const tax = (\n       <TaxIdElement />\n);`,
    'src/server.ts': `import Stripe from 'stripe';${padding(13)}export const pay = stripe.paymentIntents.create(order);`,
  });
  expect(out).toMatch(linesOf(snippetWith('docs/migrating.md', 'src/checkout.tsx:3:12').code));
});

test('docs/guard.md: what `payframe guard` prints', () => {
  const key = keyOf(['sk', 'live'].join('_'), '51H8gQ2eZvKYlo2C');
  // The key's place in `src/pay.ts`: line 12, column 20.
  const original = `${'\n'.repeat(11)}export const KY = '${key}';`;
  const map = { version: 3, sources: ['src/pay.ts'], sourcesContent: [original], names: [], mappings: '' };
  const out = printed('payframe.mjs', ['guard', 'dist/'], {
    'package.json': '{}',
    'dist/assets/index-B1x2.js.map': JSON.stringify(map),
  });
  const { code } = snippetWith('docs/guard.md', 'live secret key sk_live_…');
  expect(out).toMatch(linesOf(code.replace(':1:20481', ':1:…')));
});

test('docs/guard.md: the step of the CI writes a report that can be uploaded', () => {
  const { code } = snippetWith('docs/guard.md', '--format sarif');
  const [, args = ''] = /npx payframe (guard .*) > guard\.sarif/.exec(code) ?? [];
  const files = { 'package.json': '{}', 'dist/app.js': 'document.title = "Tea";' };
  const report = JSON.parse(printed('payframe.mjs', args.split(' '), files));
  expect(report).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
});

test('docs/subscriptions.md: the lines of a change in the middle of a month', async () => {
  const price = async (name: string, unit_amount: number) =>
    stripe.prices.create({
      currency: 'usd',
      product_data: { name },
      recurring: { interval: 'month' },
      unit_amount,
    });
  const [basic, gold] = [await price('Basic', 2000), await price('Gold', 5000)];
  const frozen_time = Date.UTC(2031, 5, 1) / 1000;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
  const { id: customer } = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    test_clock: clock.id,
  });
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: basic.id }] });
  const { lines } = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: subscription.items.data[0]?.id ?? '', price: gold.id }],
      proration_behavior: 'always_invoice',
      proration_date: Date.UTC(2031, 5, 16) / 1000,
    },
  });
  const shown = lines.data.map(
    ({ amount, description }) => `${(amount / 100).toFixed(2).padStart(7)}  ${description}`,
  );
  const { code } = snippetWith('docs/subscriptions.md', 'Unused time on Basic');
  expect(shown.sort()).toEqual(code.trimEnd().split('\n').sort());
});
