/** How the dashboard finds objects: in each list by each of its fields, and in all lists at once. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { SEARCH } from '../../sandbox/src/kernel/listing.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { furnish } from '../fuzz/objects.js';
import { FORM, get, send, start } from './harness.js';
import { officialClient } from './official.js';

const NUMBER = ['4242', '4242', '4242', '4242'].join('');

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
  await furnish(sandbox);
});
afterAll(() => sandbox.close());

const page = (path: string, query: Record<string, string> = {}) =>
  send(`${sandbox.url}/dashboard/${path}?${new URLSearchParams(query)}`, {
    headers: { Host: new URL(sandbox.url).host },
  });

const submit = (path: string, form: Record<string, string>) =>
  send(`${sandbox.url}/dashboard/${path}`, {
    method: 'POST',
    headers: { Origin: sandbox.url, Host: new URL(sandbox.url).host, ...FORM },
    body: new URLSearchParams(form).toString(),
  });

/** The id of the newest object of a list of the API. */
const idOf = async (kind: string) => (await get(sandbox, `/v1/${kind}?limit=1`)).json.data[0].id as string;

const LISTS = registry.listings.map(({ listing }) => [listing.page, listing.finder] as const);

describe.each(LISTS)('the list of %s', (name, finder) => {
  test('finds objects by each of its fields, and by all of them', async () => {
    const fields = finder?.fields ?? [];
    expect(fields[0]?.name).toBe(SEARCH);
    const right = fields.map(({ choices, kind, name: field }) => {
      const [choice = ''] = Object.keys(choices ?? {});
      return [field, { amount: '12.50', choice, day: '2030-01-01', text: 'blue hat' }[kind]] as const;
    });
    for (const one of right)
      expect(await page(name, Object.fromEntries([one]))).toMatchObject({ status: 200 });
    expect(await page(name, Object.fromEntries(right))).toMatchObject({ status: 200 });
    for (const text of ['a@shop.example', '4242', '12.50', 'cus_1234567890abcdef'])
      expect(await page(name, { [SEARCH]: text })).toMatchObject({ status: 200 });
    for (const { kind, name: field } of fields)
      if (kind === 'amount' || kind === 'day')
        expect(await page(name, { [field]: 'much' })).toMatchObject({ status: 400 });
  });

  test('finds an object by its id, and no other one by that', async () => {
    const first = / href="\/dashboard\/[\w-]+\/(\w+)"/.exec(
      (await page(name)).text.split('<tbody')[1] ?? '',
    )?.[1];
    if (!first) return;
    const found = await page(name, { [SEARCH]: first });
    expect(found.text).toContain(`/dashboard/${name}/${first}"`);
    expect((await page(name, { [SEARCH]: `${first}0` })).text).toContain('Nothing matches these filters.');
  });

  test('puts no number of a card into an address', async () => {
    const sent = await submit(`${name}/find`, { [SEARCH]: NUMBER });
    expect(sent.status).toBe(400);
    expect(sent.headers.location).toBeUndefined();
    expect(sent.text).not.toContain(NUMBER);
  });
});

describe('words', () => {
  const shop = () => officialClient(sandbox);
  const pay = (more: Partial<Stripe.PaymentIntentCreateParams>) =>
    shop().paymentIntents.create({ amount: 1999, currency: 'eur', ...more });
  const finds = async (search: string, id: string, list = 'payments') =>
    (await page(list, { [SEARCH]: search })).text.includes(`/dashboard/${list}/${id}"`);

  test.each([
    ['Crate of Lemons, 12 kg (organic)', ['lemons', 'LEM', 'organic crate', '12', 'kg-12']],
    [String.raw`It's 5 o'clock \ & '!:*`, ["o'clock", "it's", '5', String.raw`\ 5 &`]],
    ['Äpfel – süß', ['Äpfel', 'sü']],
    ['注文 山田太郎', ['山田', '太郎', '注文']],
    [`${'long '.repeat(80)}end ${'x'.repeat(500)}`, ['long end']],
  ])(
    'of the description %s find the payment by their beginnings, in any order',
    async (description, texts) => {
      const { id } = await pay({ description });
      for (const text of texts) expect(await finds(text, id), text).toBe(true);
      for (const text of ['emons', 'lemons pears', 'clock its', '田中'])
        expect(await finds(text, id), text).toBe(false);
    },
  );

  test('find a payment by the whole of what is no text, as soon as it changes and no longer', async () => {
    const { id } = await pay({ metadata: { note: String.raw`it's \"5"` }, description: 'Plums' });
    expect(await finds(String.raw`IT'S \"5"`, id)).toBe(true);
    expect(await finds(String.raw`it's \"5`, id)).toBe(false);
    await shop().paymentIntents.update(id, { metadata: { note: 'second' }, description: 'Pears' });
    for (const [text, is] of [
      ['second', true],
      ['pears', true],
      ['plums', false],
      [String.raw`it's \"5"`, false],
    ] as const)
      expect(await finds(text, id), text).toBe(is);
    await shop()
      .paymentIntents.confirm(id, {
        payment_method: 'pm_card_chargeDeclined',
        return_url: 'https://shop.example',
      })
      .catch(() => {});
    expect((await page('payments', { status: 'declined', [SEARCH]: 'pears' })).text).toContain(id);
    await shop().paymentIntents.confirm(id, {
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example',
    });
    expect((await page('payments', { status: 'declined', [SEARCH]: 'pears' })).text).not.toContain(id);
    expect(
      (await page('payments', { status: 'succeeded', method: 'card', [SEARCH]: 'pears' })).text,
    ).toContain(id);
  });

  test('find a customer, and what is theirs by the name, also where that changes', async () => {
    const { id: customer } = await shop().customers.create({
      name: 'Zoë O’Brien',
      phone: '+49 170 5551234',
      description: 'Sings',
    });
    const { id } = await pay({ customer });
    for (const text of ['zoë', 'brien zo', '+49 170', 'sings'])
      expect(await finds(text, customer, 'customers'), text).toBe(true);
    expect(await finds('zoë', id)).toBe(true);
    expect(await finds('sings', id), 'by what is only of the customer').toBe(false);
    await shop().customers.update(customer, { name: 'Zenobia' });
    expect(await finds('zenob', id)).toBe(true);
    expect(await finds('zoë', id)).toBe(false);
  });

  test('an amount is one of each currency, and none where the least is more than the most', async () => {
    const [yen, dinars] = [
      await pay({ amount: 7431, currency: 'jpy' }),
      await pay({ amount: 7431000, currency: 'kwd' }),
    ];
    const euros = await pay({ amount: 743100 });
    for (const { id } of [yen, dinars, euros]) {
      for (const query of [
        { [SEARCH]: '7431' } as Record<string, string>,
        { least: '7431', most: '7431' },
        { least: '7430,9', most: '7431.05' },
      ])
        expect((await page('payments', query)).text, JSON.stringify(query)).toContain(id);
      for (const query of [
        { least: '7432', most: '7430' } as Record<string, string>,
        { least: '7431.1' },
        { most: '7430.9' },
      ])
        expect((await page('payments', query)).text, JSON.stringify(query)).not.toContain(id);
    }
  });
});

describe('the search in everything', () => {
  test.each([
    ['payment_intents', 'payments'],
    ['customers', 'customers'],
    ['refunds', 'refunds'],
    ['disputes', 'disputes'],
    ['events', 'events'],
    ['accounts', 'accounts'],
    ['webhook_endpoints', 'webhooks'],
    ['setup_intents', 'objects'],
  ])('leads from the id of one of %s to its page', async (kind, where) => {
    const id = await idOf(kind);
    const { headers, status } = await submit('search', { [SEARCH]: ` ${id} ` });
    expect(status).toBe(303);
    expect(headers.location).toBe(`/dashboard/${where}/${id}`);
    expect((await page(`${where}/${id}`)).status).toBe(200);
  });

  test('leads from the id of an attempt to its payment', async () => {
    const { headers } = await submit('search', { [SEARCH]: await idOf('charges') });
    expect(headers.location).toMatch(/^\/dashboard\/payments\/pi_\w+$/);
  });

  test('looks for an id that is none as for any text', async () => {
    const { headers } = await submit('search', { [SEARCH]: 'pi_nothing' });
    expect(headers.location).toBe('/dashboard/search?search=pi_nothing');
    expect((await page('objects/pi_nothing')).status).toBe(404);
  });

  test('is refused a number that a card could have, also one that no test card has', async () => {
    for (const number of [NUMBER, ['4539', '5787', '6362', '1486'].join(' ')]) {
      const { headers, status, text } = await submit('search', { [SEARCH]: number });
      expect(status).toBe(400);
      expect(headers.location).toBeUndefined();
      expect(text).toContain('Type its last four digits.');
      expect(text).not.toContain(number);
    }
  });
});
