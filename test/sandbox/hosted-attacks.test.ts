/** Attacks on the pages that customers are led to: the portal, and the page of an invoice. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { portalSessions } from '../../sandbox/src/resources/billing-portal/table.js';
import { dumpOf } from './dump.js';
import { send, start, temporaryDirectory, withDatabase } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let price: string;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  price = await planIn(stripe);
});
afterAll(() => sandbox.close());

async function planIn(client: Stripe): Promise<string> {
  const product_data = { name: 'Notes' };
  const plan = {
    currency: 'usd',
    product_data,
    recurring: { interval: 'month' },
    unit_amount: 2000,
  } as const;
  return (await client.prices.create(plan)).id;
}

/** A customer with a subscription whose first payment was declined. */
async function overdue(more: Stripe.CustomerCreateParams = {}) {
  const { id: customer } = await stripe.customers.create(more);
  const { id: method } = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  const { id, latest_invoice: invoice } = await stripe.subscriptions.create({
    customer,
    default_payment_method: method,
    expand: ['latest_invoice'],
    items: [{ price }],
  });
  const { id: good } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  return { customer, good, invoice: invoice as Stripe.Invoice, subscription: id };
}

const BROWSER = {
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
};

/** Opens a link as a browser does. */
async function open(url: string, headers: Record<string, string> = BROWSER, method = 'GET') {
  const { status, headers: answered } = await send(url, { headers, method });
  const cookie = answered['set-cookie']?.[0] ?? '';
  return { status, location: answered.location ?? '', cookie, pair: cookie.split(';')[0] ?? '' };
}

const linkFor = async (customer: string, more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) =>
  (await stripe.billingPortal.sessions.create({ customer, ...more })).url;

async function enter(customer: string) {
  const { location, pair } = await open(await linkFor(customer));
  return { page: `${sandbox.url}${location}`, cookie: pair };
}

const submit = (
  page: string,
  cookie: string,
  body: Record<string, string>,
  headers: Record<string, string> = { origin: sandbox.url },
) =>
  send(page, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(body).toString(),
  });

describe('a link to the portal', () => {
  test('is opened once, by one of several browsers at once [S21]', async () => {
    const { customer } = await overdue();
    const url = await linkFor(customer, { return_url: 'https://shop.example/' });
    const opened = await Promise.all([1, 2, 3, 4].map(() => open(url)));
    expect(opened.filter(({ cookie }) => cookie)).toHaveLength(1);
    const [first] = opened.filter(({ cookie }) => cookie);
    expect(first?.cookie).toMatch(/; Path=\/portal\/bps_\w+; HttpOnly; SameSite=Lax$/);
    expect(await open(url)).toMatchObject({ location: 'https://shop.example/', cookie: '' });
  });

  test.each<[string, Record<string, string>, string?]>([
    ['a frame', { ...BROWSER, 'sec-fetch-dest': 'iframe' }],
    ['a picture', { ...BROWSER, 'sec-fetch-dest': 'image' }],
    ['a browser that looks ahead', { ...BROWSER, 'sec-purpose': 'prefetch;prerender' }],
    ['a program that asks for headers', {}, 'HEAD'],
  ])('is not used up by %s [S21]', async (_, headers, method) => {
    const url = await linkFor((await overdue()).customer);
    expect(await open(url, headers, method)).toMatchObject({ status: 403, cookie: '' });
    expect((await open(url)).cookie).not.toBe('');
  });

  test('that is guessed shows nothing, and neither does a visit that is guessed [S21]', async () => {
    const url = await linkFor((await overdue()).customer);
    const wrong = `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`;
    expect(await open(wrong)).toMatchObject({ status: 404, cookie: '' });
    const { cookie, page } = await enter((await overdue()).customer);
    for (const other of ['', 'payframe_visit=', `${cookie}0`]) {
      const { status, text } = await send(page, { headers: { cookie: other } });
      expect([status, text.includes('<form')]).toEqual([410, false]);
    }
  });

  test('leaves nothing behind that opens it, and is over after an hour [S21]', async () => {
    const dataDir = temporaryDirectory();
    const log: string[] = [];
    const kept = await start({ memory: false, dataDir, log: (line) => log.push(line) });
    const client = officialClient(kept);
    const { id: customer } = await client.customers.create();
    const { url } = await client.billingPortal.sessions.create({ customer }, { idempotencyKey: 'kept' });
    const { location, pair } = await open(url);
    await send(`${kept.url}${location}/method`, { headers: { cookie: pair } });
    const { client_secret: setup } = (await client.setupIntents.list({ customer }))
      .data[0] as Stripe.SetupIntent;
    await kept.close();
    const dump = await dumpOf(dataDir);
    const secrets = [url.split('/').at(-1) ?? '', pair.replace('payframe_visit=', '')];
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const bytes = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      for (const place of [dump, log.join('\n'), bytes.toString('latin1')])
        expect(place.includes(secret)).toBe(false);
    }
    expect(log.join('\n')).not.toContain(setup);
    await withDatabase(dataDir, async (db) => {
      await db.update(portalSessions).set({ visitEndsAt: new Date(Date.now() - 1000) });
    });
    const later = await start({ memory: false, dataDir });
    const over = await send(`${later.url}${location}`, { headers: { cookie: pair } });
    expect(over.status).toBe(410);
    await later.close();
  });
});

describe('a visit of the portal', () => {
  test('shows, changes and pays nothing of another customer [S21]', async () => {
    const [mine, theirs] = [await overdue(), await overdue()];
    const own = await enter(mine.customer);
    const other = await enter(theirs.customer);
    expect((await send(other.page, { headers: { cookie: own.cookie } })).status).toBe(410);
    const forms: Record<string, string>[] = [
      { action: 'pay', invoice: theirs.invoice.id, method: mine.good },
      { action: 'pay', invoice: mine.invoice.id, method: theirs.good },
      { action: 'choose', method: theirs.good },
      { action: 'remove', method: theirs.good },
      { action: 'go_on', subscription: theirs.subscription },
    ];
    for (const body of forms)
      expect([body.action, (await submit(own.page, own.cookie, body)).status]).toEqual([body.action, 400]);
    for (const path of [
      `/pay/${theirs.invoice.id}`,
      `/cancel/${theirs.subscription}`,
      `/change/${theirs.subscription}`,
    ]) {
      const { status, text } = await send(own.page + path, { headers: { cookie: own.cookie } });
      expect([path, [303, 404].includes(status), text.includes(theirs.invoice.id)]).toEqual([
        path,
        true,
        false,
      ]);
    }
    for (const { invoice } of [mine, theirs])
      expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('open');
    expect((await stripe.paymentMethods.retrieve(theirs.good)).customer).toBe(theirs.customer);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a program that names none', {}],
    ['a host whose name begins like this one', { origin: 'http://127.0.0.1.evil.example' }],
  ])('takes no form from %s [S21]', async (_, headers) => {
    const { customer, good, invoice, subscription } = await overdue();
    const { cookie, page } = await enter(customer);
    const answers = [
      await submit(page, cookie, { action: 'pay', invoice: invoice.id, method: good }, headers),
      await submit(page, cookie, { action: 'choose', method: good }, headers),
      await submit(page, cookie, { action: 'remove', method: good }, headers),
      await submit(`${page}/method`, cookie, {}, headers),
      await submit(`${page}/details`, cookie, { email: 'evil@shop.example' }, headers),
      await submit(`${page}/cancel/${subscription}`, cookie, {}, headers),
      await submit(`${page}/change/${subscription}/confirm`, cookie, { price }, headers),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('open');
    expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({ email: null });
  });

  test('cannot be framed, stored or given away, and runs only the scripts of the page that takes a card [S21]', async () => {
    const { customer, subscription } = await overdue();
    const { cookie, page } = await enter(customer);
    for (const path of ['', '/details', '/method', `/cancel/${subscription}`]) {
      const { headers, text } = await send(page + path, { headers: { cookie } });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
      expect(policy).toContain(
        path === '/method' ? "script-src 'self'; frame-src 'self'" : "script-src 'none'",
      );
      expect(text).not.toMatch(
        /<script(?! src="\/(js\/v1\/payframe|hosted\/payment)\.js"><\/script>)| on\w+=/,
      );
    }
  });

  test('adds no payment method where the account has switched that off [S21]', async () => {
    const { customer } = await overdue();
    const { id: configuration } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
    });
    const { location, pair } = await open(await linkFor(customer, { configuration }));
    const page = `${sandbox.url}${location}/method`;
    expect((await send(page, { headers: { cookie: pair } })).status).toBe(404);
    expect((await stripe.setupIntents.list({ customer })).data).toEqual([]);
    const flow = linkFor(customer, { configuration, flow_data: { type: 'payment_method_update' } });
    expect(await refusal(flow)).toMatchObject({ param: 'flow_data[type]' });
  });
});

describe('what others typed', () => {
  const HOSTILE = '</title><script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u202eevil\u2066\u200b';

  /** A page shows a text as text, and no character that turns or hides another. */
  function expectText(text: string): void {
    expect(text).not.toMatch(/<img|<script>|\p{Bidi_Control}|\u200b/u);
    expect(text).toContain('onerror=alert');
  }

  test('is text in the portal, in each place [S22]', async () => {
    const { id: product } = await stripe.products.create({ name: HOSTILE });
    const recurring = { interval: 'month' } as const;
    const plan = await stripe.prices.create({ currency: 'usd', product, recurring, unit_amount: 100 });
    const { id: customer } = await stripe.customers.create({
      address: { city: HOSTILE, line1: HOSTILE },
      name: HOSTILE,
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: plan.id }] });
    const { id: configuration } = await stripe.billingPortal.configurations.create({
      business_profile: { headline: HOSTILE.slice(-60) },
      features: {
        customer_update: { allowed_updates: ['name', 'address'], enabled: true },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true },
      },
    });
    const { location, pair } = await open(await linkFor(customer, { configuration }));
    for (const path of ['', '/details', '/method', `/cancel/${id}`]) {
      const { status, text } = await send(`${sandbox.url}${location}${path}`, { headers: { cookie: pair } });
      expect([path, status]).toEqual([path, 200]);
      // Fields have what was typed as it was.
      if (!['/details', '/method'].includes(path))
        expectText(text.replaceAll(/(aria-label|data-payer)="[^"]*"/g, ''));
      expect(text).not.toMatch(/<img|<script>/);
    }
  });

  test('is text on the page of an invoice, in each place [S22]', async () => {
    const { id: customer } = await stripe.customers.create({ name: HOSTILE, address: { line1: HOSTILE } });
    const { id } = await stripe.invoices.create({
      currency: 'usd',
      custom_fields: [{ name: '<b>', value: HOSTILE.slice(0, 100) }],
      customer,
      description: HOSTILE,
      footer: HOSTILE,
    });
    await stripe.invoiceItems.create({
      amount: 1000,
      currency: 'usd',
      customer,
      description: HOSTILE,
      invoice: id,
    });
    const { hosted_invoice_url: url } = await stripe.invoices.finalizeInvoice(id);
    const { text } = await send(String(url));
    expectText(text.replaceAll(/data-payer="[^"]*"/g, ''));
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,1',
    '//evil.example',
    'https://shop.example@evil.example/',
    'evil',
  ])('is no address that the portal leads to: %s [S22]', async (address) => {
    const { customer, subscription } = await overdue();
    const after = { redirect: { return_url: address }, type: 'redirect' } as const;
    const features = { invoice_history: { enabled: true } };
    for (const make of [
      () => linkFor(customer, { return_url: address }),
      () => linkFor(customer, { flow_data: { after_completion: after, type: 'customer_update' } }),
      () => stripe.billingPortal.configurations.create({ default_return_url: address, features }),
      () =>
        stripe.billingPortal.configurations.create({
          business_profile: { privacy_policy_url: address },
          features,
        }),
    ])
      expect(await refusal(make())).toMatchObject({ code: 'url_invalid' });
    const { cookie, page } = await enter(customer);
    const query = `?return_url=${encodeURIComponent(address)}&redirect=${encodeURIComponent(address)}`;
    for (const path of ['', '/method', `/pay/${subscription}`]) {
      const { headers } = await send(page + path + query, { headers: { cookie } });
      expect(String(headers.location ?? page)).not.toContain('evil');
    }
  });

  test('may be as long as the API takes it [S22]', async () => {
    const { customer } = await overdue({ description: 'x'.repeat(350), name: 'n'.repeat(256) });
    const { cookie, page } = await enter(customer);
    expect((await send(page, { headers: { cookie } })).status).toBe(200);
    const long = await submit(`${page}/details`, cookie, {
      name: 'n'.repeat(10_000),
      email: `${'e'.repeat(600)}@x.example`,
    });
    expect([400, 413]).toContain(long.status);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ email: null, name: 'n'.repeat(256) });
  });
});

test('the address of an invoice is in no line of the log, and its secret in no other address [S23]', async () => {
  const log: string[] = [];
  const logged = await start({ log: (line) => log.push(line) });
  const client = officialClient(logged);
  const { id: customer } = await client.customers.create();
  const { id } = await client.invoices.create({ currency: 'usd', customer });
  await client.invoiceItems.create({ amount: 1000, currency: 'usd', customer, invoice: id });
  const { hosted_invoice_url: url } = await client.invoices.finalizeInvoice(id);
  const { headers } = await send(String(url));
  await send(`${url}/pdf`);
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(log.some((line) => line.includes('/invoice/'))).toBe(true);
  expect(log.join('\n')).not.toContain(String(url).split('/').at(-1));
  await logged.close();
});
