/** The languages of the hosted pages, and how a page finds the one of its visitor. */
import { readdirSync, readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languagesOf, wantedLanguages } from '../../sandbox/src/hosted/language.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';
import { officialClient } from './official.js';

const FOLDER = 'sandbox/src/hosted/locales';
const GROUPS = readdirSync(FOLDER);
const tagsIn = (group: string) =>
  readdirSync(`${FOLDER}/${group}`).map((file) => file.replace(/\.json$/, ''));
const read = (group: string, tag: string): Record<string, string> =>
  JSON.parse(readFileSync(`${FOLDER}/${group}/${tag}.json`, 'utf8'));
/** Amounts have spaces at which no line breaks. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe('the texts of hosted pages', () => {
  test.each(GROUPS)('of %s are there in the same languages as those of all pages', (group) => {
    expect(tagsIn(group)).toEqual(tagsIn('shared'));
  });

  test.each(GROUPS.flatMap((group) => tagsIn(group).map((tag) => [group, tag])))(
    'of %s are whole in %s, with the same places for values',
    (group, tag) => {
      const [texts, english] = [read(group, tag), read(group, 'en')];
      expect(Object.keys(texts)).toEqual(Object.keys(english));
      for (const [key, text] of Object.entries(texts)) {
        expect(text.trim(), key).not.toBe('');
        expect([key, ...placesIn(text)]).toEqual([key, ...placesIn(english[key] ?? '')]);
        expect(text, key).not.toMatch(/[<>]|[\p{Bidi_Control}\p{Cc}]/u);
      }
    },
  );
});

describe('a language', () => {
  const speak = languagesOf<'home' | 'due_on'>('portal');

  test.each([
    [['de'], 'de', 'ltr'],
    [['de-AT'], 'de', 'ltr'],
    [['es-MX'], 'es-419', 'ltr'],
    [['ar-EG'], 'ar', 'rtl'],
    [['tlh', 'fr-CA'], 'fr-CA', 'ltr'],
    [['zh-Hant-HK'], 'zh-HK', 'ltr'],
    [['bg', 'de'], 'de', 'ltr'],
    [['tlh'], 'en', 'ltr'],
    [['*', ''], 'en', 'ltr'],
    [[], 'en', 'ltr'],
  ])('is found for %j: %s', (wanted, tag, dir) => {
    expect(speak(wanted)).toMatchObject({ tag, dir });
  });

  test('says in English what it lacks, and nothing for a place without a value', () => {
    const { say } = languagesOf<'invoice'>('invoice')(['de']);
    expect(say('invoice', {})).toBe('Rechnung ');
    expect(languagesOf<'new_link'>('no such group')(['de']).say('new_link')).not.toBe('');
  });

  test('writes amounts, days, spans and countries as it does', () => {
    const { country, countries, day, money, recurring, time: span } = speak(['de']);
    const time = Date.UTC(2031, 2, 3) / 1000;
    expect([plain(money(123_456, 'eur')), day(time), country('AT')]).toEqual([
      '1.234,56 €',
      '3. März 2031',
      'Österreich',
    ]);
    expect(recurring('20 €', { interval: 'month', interval_count: 3 })).toBe('20 € alle 3 Monate');
    expect(recurring('20 €', { interval: 'month', interval_count: 1 })).toBe('20 € pro Monat');
    expect([span('month', 3), span('day', 2, 4), speak(['ja']).time('week', 1, 2)]).toEqual([
      '3 Monate',
      '2–4 Tage',
      '1–2 週間',
    ]);
    expect(countries(['NL', 'DE', 'AT']).map(({ code }) => code)).toEqual(['DE', 'NL', 'AT']);
    expect(countries().findIndex(({ code }) => code === 'AT')).toBeGreaterThan(100);
    expect(speak(['en']).money(123_456, 'jpy')).toBe('¥123,456');
  });

  const from = (language: string) =>
    new Request('http://host.example', { headers: { 'accept-language': language } });

  test('is the chosen one, or else the customer’s, or else the browser’s best', () => {
    const browser = from('fr;q=0.5, pl, *;q=0.1');
    expect(wantedLanguages(browser, 'it', ['de'])).toEqual(['it']);
    expect(wantedLanguages(browser, 'auto', ['de'])).toEqual(['de', 'pl', 'fr', '*']);
    expect(wantedLanguages(browser)).toEqual(['pl', 'fr', '*']);
  });

  test('is found in a header of any length, and of any sense', () => {
    for (const header of ['x'.repeat(8000), ';;,,q=', 'de;q=x', ' '])
      expect(Array.isArray(wantedLanguages(from(header)))).toBe(true);
  });
});

describe('a hosted page', () => {
  let sandbox: Sandbox;
  let stripe: Stripe;
  beforeAll(async () => {
    sandbox = await start();
    stripe = officialClient(sandbox);
  });
  afterAll(() => sandbox.close());

  /** Opens the portal as a browser does that prefers Polish. */
  async function portal(customer: Stripe.CustomerCreateParams, locale?: 'auto' | 'de') {
    const { id } = await stripe.customers.create(customer);
    const { url } = await stripe.billingPortal.sessions.create({ customer: id, ...(locale && { locale }) });
    const { headers } = await send(url, { headers: { 'sec-fetch-dest': 'document' } });
    const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const answer = await send(`${sandbox.url}${headers.location}`, {
      headers: { cookie, 'accept-language': 'pl' },
    });
    return answer.text;
  }

  test('speaks the language of the session, of the customer or of the browser', async () => {
    expect(await portal({ preferred_locales: ['fr'] }, 'de')).toContain('<html lang="de" dir="ltr">');
    expect(await portal({ preferred_locales: ['fr'] }, 'auto')).toContain('<html lang="fr" dir="ltr">');
    expect(await portal({ preferred_locales: ['fr'] })).toContain('<html lang="fr" dir="ltr">');
    expect(await portal({})).toContain('<html lang="pl" dir="ltr">');
    expect(await portal({ preferred_locales: ['ar-EG'] })).toContain('<html lang="ar" dir="rtl">');
  });

  test('of an invoice does too, and its payment is taken in that language', async () => {
    const { id: customer } = await stripe.customers.create({ preferred_locales: ['de-AT'] });
    const { id } = await stripe.invoices.create({ currency: 'eur', customer });
    await stripe.invoiceItems.create({ amount: 123_456, currency: 'eur', customer, invoice: id });
    const { hosted_invoice_url: url } = await stripe.invoices.finalizeInvoice(id);
    const { text } = await send(String(url));
    for (const part of ['lang="de"', 'Rechnung ', '1.234,56 €', 'data-locale="de"'])
      expect(plain(text)).toContain(part);
  });

  const sell = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    stripe.checkout.sessions.create({
      line_items: [
        { price_data: { currency: 'eur', product_data: { name: 'Hut' }, unit_amount: 123_456 }, quantity: 1 },
      ],
      mode: 'payment',
      success_url: 'https://shop.example/thanks',
      ...more,
    });
  const read = async (url: string | null) =>
    plain(
      (await send(String(url), { headers: { 'accept-language': 'pl', 'sec-fetch-dest': 'document' } })).text,
    );

  test('of a checkout speaks that of the session, of the customer or of the browser, and writes amounts as it does', async () => {
    const { id: customer } = await stripe.customers.create({
      email: 'a@shop.example',
      preferred_locales: ['fr'],
    });
    const german = await read((await sell({ customer, locale: 'de' })).url);
    for (const part of [
      'lang="de"',
      '1.234,56 € bezahlen',
      'Zwischensumme',
      '&quot;locale&quot;:&quot;de&quot;',
    ])
      expect(german).toContain(part);
    expect(await read((await sell({ customer })).url)).toContain('Payer 1\u202f234,56 €');
    const polish = await sell();
    expect(await read(polish.url)).toContain('lang="pl"');
    await stripe.checkout.sessions.expire(polish.id);
    expect(await read(polish.url)).toContain('Ta kasa wygasła');
    const { id: arabic } = await stripe.customers.create({
      email: 'b@shop.example',
      preferred_locales: ['ar'],
    });
    expect(await read((await sell({ customer: arabic })).url)).toContain('dir="rtl"');
  });

  test('of a link that no longer sells anything speaks that of its address, or of the browser', async () => {
    const { id, url } = await stripe.paymentLinks.create({
      line_items: [
        { price_data: { currency: 'eur', product_data: { name: 'Hut' }, unit_amount: 100 }, quantity: 1 },
      ],
    });
    await stripe.paymentLinks.update(id, { active: false });
    expect(await read(url)).toContain('Ten link nie jest już aktywny');
    expect(await read(`${url}?locale=de`)).toContain('Dieser Link ist nicht mehr aktiv');
    expect(await read(`${url}?locale=%3Cscript%3E`)).toContain('lang="en"');
  });

  test('that is not there says so in the language of the browser', async () => {
    const { status, text } = await send(`${sandbox.url}/portal/bps_1`, {
      headers: { 'accept-language': 'de' },
    });
    expect([status, text.includes('lang="de"')]).toEqual([404, true]);
  });
});
