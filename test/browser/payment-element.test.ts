import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { type Checkouts, cards, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { focusOn, gotFocus } from './focus.js';
import { CARD_ONLY, newIntent, openForm } from './payment-form.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const DEFERRED = { mode: 'payment', amount: 1099, currency: 'eur' } as const;
const CARD = { ...DEFERRED, allowedPaymentMethodTypes: ['card'] };

describe('a card', () => {
  test('is typed and paid with, and the page learns its type, its country and no digit', async () => {
    const form = await openForm(shop);
    await form.typeCard();
    const change = await form.change({ complete: true });
    expect(change).toMatchObject({
      elementType: 'payment',
      collapsed: false,
      value: { type: 'card', billingDetails: { address: { country: 'US', postalCode: '94110' } } },
    });
    expect(await form.submit()).toEqual({ selectedPaymentMethod: 'card' });
    expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect((await form.events()).map(({ type }) => type).slice(0, 4)).toEqual([
      'loaderstart',
      'ready',
      'availablepaymentmethodschange',
      'change',
    ]);
    expect(await form.event('carddetailschange')).toMatchObject({
      loading: false,
      details: { brands: ['visa'], funding: null },
    });
    expect(form.console).toEqual([]);
  });

  test('that is missing is said below its fields, and nothing is sent', async () => {
    const form = await openForm(shop);
    expect(await form.submit()).toMatchObject({ error: { code: 'incomplete_number' } });
    for (const name of ['Card number', 'Expiration date', 'Security code', 'ZIP code'])
      expect(await form.text(name).getAttribute('aria-invalid'), name).toBe('true');
    await form.form.getByText('Your card number is incomplete.').waitFor();
    expect(form.requests.filter(({ url }) => url.endsWith('/confirm'))).toEqual([]);
  });

  test('that was declined stays typed, and the next try pays with what was corrected', async () => {
    const form = await openForm(shop);
    await form.typeCard(['4000', '0000', '0000', '0002'].join(''));
    expect(await form.confirm()).toMatchObject({ error: { code: 'card_declined' } });
    await expect.poll(() => form.text('Expiration date').inputValue()).toBe('12 / 40');
    await form.text('Card number').fill(cards.visa);
    expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });
});

describe('an update', () => {
  test('made before the form is there counts for the calls after it, and one that is refused leaves the group as it was', async () => {
    const form = await openForm(shop, { group: CARD, wait: false });
    await form.page.evaluate(() => window.elements.update({ amount: 2000 }));
    await form.event('ready');
    const refused = await form.page.evaluate(async () => {
      const error = await window.elements.update({ amount: -1 }).catch((reason: Error) => reason);
      return error && { ...error, name: error.name };
    });
    expect(refused).toMatchObject({ name: 'IntegrationError', code: 'invalid_option', param: 'amount' });
    await form.typeCard();
    await form.submit();
    const clientSecret = await newIntent(shop, { ...CARD_ONLY, amount: 2000 });
    expect(await form.confirm({ clientSecret })).toMatchObject({
      paymentIntent: { status: 'succeeded', amount: 2000 },
    });
  });
});

test('an option with a value that is rarely wrong is named on the console, with what it takes', async () => {
  const form = await openForm(shop, { group: CARD, element: { readOnly: 'yes' } as never });
  await expect
    .poll(() => form.console)
    .toEqual([
      "warning: Payframe left out what it cannot use:\ncreate('payment', { readOnly }): takes boolean.",
    ]);
});

describe('a group without an intent', THOROUGH, () => {
  test('pays the intent that it describes', async () => {
    const form = await openForm(shop, { group: CARD });
    await form.typeCard();
    const clientSecret = await newIntent(shop, CARD_ONLY);
    expect(await form.submit()).toEqual({ selectedPaymentMethod: 'card' });
    expect(await form.confirm({ clientSecret })).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test.for([
    ['amount', { amount: 2000 }, '1099', '2000'],
    ['currency', { currency: 'usd' }, '"eur"', '"usd"'],
    ['setup_future_usage', { setup_future_usage: 'off_session' }, 'null', '"off_session"'],
    ['capture_method', { capture_method: 'manual' }, '"automatic"', '"manual"'],
  ] as const)('says that its %s differs, and both values', async ([param, params, described, actual]) => {
    const form = await openForm(shop, { group: CARD });
    await form.typeCard();
    await form.submit();
    const clientSecret = await newIntent(shop, { ...CARD_ONLY, ...params });
    const { error } = await form.confirm({ clientSecret });
    expect(error).toMatchObject({ code: 'intent_mismatch', param });
    expect(error?.message).toContain(`is ${described} in elements(), and ${actual} in the intent`);
  });

  test('keeps what was typed when the page changes the amount', async () => {
    const form = await openForm(shop, { group: CARD });
    await form.typeCard();
    await form.page.evaluate(() => window.elements.update({ amount: 2000 }));
    await form.event('availablepaymentmethodschange', 2);
    expect(await form.text('Card number').inputValue()).toBe('4242 4242 4242 4242');
    await form.submit();
    const clientSecret = await newIntent(shop, { ...CARD_ONLY, amount: 2000 });
    expect(await form.confirm({ clientSecret })).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });
});

describe('an intent that the server has changed', () => {
  test('is read again by fetchUpdates, and what was typed stays', THOROUGH, async () => {
    const clientSecret = await newIntent(shop, CARD_ONLY);
    const form = await openForm(shop, { group: { clientSecret } });
    await form.typeCard();
    const id = clientSecret.replace(/_secret_.*/, '');
    await officialClient(shop.sandbox).paymentIntents.update(id, { amount: 2099 });
    expect(await form.page.evaluate(() => window.elements.fetchUpdates())).toEqual({});
    await form.event('availablepaymentmethodschange', 2);
    expect(await form.text('Card number').inputValue()).toBe('4242 4242 4242 4242');
    expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded', amount: 2099 } });
  });
});

describe('billing details', THOROUGH, () => {
  test('that are hidden have to be passed: one error names every path', async () => {
    const fields = { billingDetails: { address: 'never' } } as const;
    const form = await openForm(shop, { element: { fields } });
    await form.typeCard();
    const { error } = await form.confirm();
    expect(error).toMatchObject({ code: 'parameter_missing' });
    expect(error?.message).toContain('payment_method_data.billing_details.address.country, ');
    expect(error?.message).toContain('payment_method_data.billing_details.address.postal_code');
    const billing_details = { address: { country: 'US', postal_code: null } };
    const confirmParams = { payment_method_data: { billing_details } };
    expect(await form.confirm({ confirmParams })).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('of the call count before those that are typed, and these before the default values', async () => {
    const details = { name: 'Default', email: 'a@example.com', address: { country: 'DE', city: 'Bonn' } };
    const form = await openForm(shop, {
      element: { defaultValues: { billingDetails: details }, fields: { billingDetails: { name: 'always' } } },
    });
    await form.typeCard();
    await form.text('Full name').fill('Typed');
    const billing_details = { address: { city: 'Köln' } };
    const { paymentIntent } = await form.confirm({
      confirmParams: { payment_method_data: { billing_details } },
    });
    const method = await officialClient(shop.sandbox).paymentMethods.retrieve(
      `${paymentIntent?.payment_method}`,
    );
    expect(method.billing_details).toMatchObject({
      name: 'Typed',
      email: 'a@example.com',
      address: { country: 'DE', city: 'Köln' },
    });
  });
});

describe('the methods', () => {
  const many = { ...DEFERRED };

  const open = { type: 'accordion', defaultCollapsed: false } as const;

  test('are a group of radio buttons: the first is open if the page wants that, and closes', async () => {
    const form = await openForm(shop, { group: many, element: { layout: open } });
    expect(await form.row('Card').isChecked()).toBe(true);
    expect(await form.text('Card number').isVisible()).toBe(true);
    await form.page.evaluate(() => (window.payment as unknown as { collapse(): void }).collapse());
    await form.change({ collapsed: true, value: { type: '' } });
    expect(await form.submit()).toMatchObject({ error: { code: 'incomplete_method' } });
    await form.text('Card number').waitFor({ state: 'hidden' });
  });

  test('are tabs, which the arrow keys go through', async () => {
    const form = await openForm(shop, { group: many, element: { layout: 'tabs' } });
    const tabs = form.form.getByRole('tab');
    const count = await tabs.count();
    expect(count).toBeGreaterThan(1);
    await focusOn(tabs.first());
    await form.page.keyboard.press('ArrowLeft');
    await expect.poll(() => tabs.nth(count - 1).getAttribute('aria-selected')).toBe('true');
    await form.page.keyboard.press('ArrowRight');
    await expect.poll(() => tabs.first().getAttribute('aria-selected')).toBe('true');
    await form.text('Card number').waitFor();
  });

  test('are in the order that the page wants', THOROUGH, async () => {
    const form = await openForm(shop, {
      group: many,
      element: {
        paymentMethodOrder: ['sepa_debit', 'card'],
      },
    });
    const values = await form.form
      .getByRole('radio')
      .evaluateAll((radios) => radios.map((radio) => (radio as HTMLInputElement).value));
    expect(values.slice(0, 2)).toEqual(['sepa_debit', 'card']);
    expect(await form.event('change')).toMatchObject({ collapsed: true, complete: false });
  });

  test('are all off in a form that is read only', async () => {
    const form = await openForm(shop, { group: many, element: { readOnly: true, layout: open } });
    expect(await form.row('Card').isDisabled()).toBe(true);
    expect(await form.text('Card number').isDisabled()).toBe(true);
    await form.page.evaluate(() => window.payment.update({ readOnly: false } as never));
    await clickInto(form.text('Card number'));
  });

  for (const [rows, options] of shares(['accordion', 'tabs'] as const, 2))
    test.for(rows)('have no fault that axe finds: %s', options, async (layout) => {
      const form = await openForm(shop, { group: many, element: { layout } });
      await form.submit();
      // A frame is part of a page: what only a whole page has, it has not.
      const ofPages = /^(?:landmark-one-main|page-has-heading-one|region):/;
      expect((await findings(form.frame())).filter((found) => !ofPages.test(found))).toEqual([]);
    });
});

describe('a form that cannot be shown', () => {
  test('is reported as loaderror, with the API’s code', async () => {
    const form = await openForm(shop, { group: { clientSecret: 'pi_1_secret_2' }, wait: false });
    expect(await form.event('loaderror')).toMatchObject({ error: { code: 'resource_missing' } });
    expect(await form.page.locator('#payment iframe').count()).toBe(0);
  });

  test('because no method is left, says so', async () => {
    const group = { ...DEFERRED, allowedPaymentMethodTypes: ['card'], excludedPaymentMethodTypes: ['card'] };
    const form = await openForm(shop, { group: group as never, wait: false });
    expect(await form.event('loaderror')).toMatchObject({
      error: { type: 'invalid_request_error', message: expect.any(String) },
    });
  });
});

describe('the place of the form', THOROUGH, () => {
  test('is kept from the start, so that nothing moves when a card’s form comes', async () => {
    const form = await openForm(shop, {
      // As high as the page's own layout leaves for it: what the page inserts by itself is no movement.
      head: '<style>#payment { display: flow-root; height: 300px }</style>',
      before: () => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
        }).observe({ type: 'layout-shift', buffered: true });
      },
    });
    await form.text('Card number').waitFor();
    const { shifts, height } = await form.page.evaluate(() => ({
      shifts: (window as unknown as { shifts: number[] }).shifts,
      height: (document.querySelector('#payment iframe') as HTMLIFrameElement).style.height,
    }));
    expect(height).toBe('300px');
    expect(shifts).toEqual([]);
  });

  test('is as high as the form in a parent that was hidden, and has no scrollbar', async () => {
    const body = '<div id="step" hidden><div id="payment"></div></div>';
    const form = await openForm(shop, { body });
    await form.page.evaluate(() => document.getElementById('step')?.removeAttribute('hidden'));
    await form.text('Card number').waitFor();
    const fits = () => document.documentElement.scrollHeight <= innerHeight && innerHeight > 200;
    await expect.poll(() => form.frame().evaluate(fits)).toBe(true);
    await form.submit();
    await expect.poll(() => form.frame().evaluate(fits)).toBe(true);
  });

  test.for([
    ['320 px', { viewport: { width: 320, height: 600 } }],
    ['200 % zoom', { viewport: { width: 320, height: 300 }, deviceScaleFactor: 2 }],
  ] as const)('holds all of it at %s', async ([, context]) => {
    const form = await openForm(shop, { group: DEFERRED, context });
    const wide = await form.frame().evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
  });
});

describe('saved methods', () => {
  async function customerWithCard(features: object = {}) {
    const stripe = officialClient(shop.sandbox);
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.paymentMethods.update(method.id, { allow_redisplay: 'always' });
    const session = await stripe.customerSessions.create({
      customer: customer.id,
      components: {
        payment_element: {
          enabled: true,
          features: { payment_method_redisplay: 'enabled', ...features },
        },
      },
    } as never);
    return {
      stripe,
      customer: customer.id,
      method: method.id,
      customerSessionClientSecret: session.client_secret,
    };
  }

  test('that are not there yet leave no gap, which would cut off the last row', THOROUGH, async () => {
    const stripe = officialClient(shop.sandbox);
    const { id: customer } = await stripe.customers.create();
    const { client_secret: customerSessionClientSecret } = await stripe.customerSessions.create({
      customer,
      components: {
        payment_element: { enabled: true, features: { payment_method_redisplay: 'enabled' } },
      },
    });
    const clientSecret = await newIntent(shop, { customer });
    const form = await openForm(shop, { group: { clientSecret, customerSessionClientSecret } });
    await form.form.getByText('Card', { exact: true }).click();
    await form.text('Card number').waitFor();
    const hidden = () =>
      form
        .frame()
        .evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
    await expect.poll(hidden).toBe(0);
  });

  const openSaved = async (features: object = {}, params: object = {}) => {
    const { customerSessionClientSecret, ...made } = await customerWithCard(features);
    const clientSecret = await newIntent(shop, { ...CARD_ONLY, customer: made.customer, ...params });
    const form = await openForm(shop, { group: { clientSecret, customerSessionClientSecret } });
    return { ...made, form, saved: form.form.getByRole('radio', { name: /Visa ending in 4242/ }) };
  };

  test('are listed, the first is chosen, and pays, without a button for the default where the session does not allow it', async () => {
    const { form, saved, method } = await openSaved();
    expect(await saved.isChecked()).toBe(true);
    await form.form.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await form.form.getByRole('button', { name: 'Make this my default payment method' }).count()).toBe(
      0,
    );
    expect(await form.change({ complete: true })).toMatchObject({
      value: { type: 'card', payment_method: { id: method } },
    });
    expect(await form.confirm()).toMatchObject({
      paymentIntent: { status: 'succeeded', payment_method: method },
    });
  });

  test('are named as their methods are, in English too', THOROUGH, async () => {
    const { stripe, customer, customerSessionClientSecret } = await customerWithCard();
    const account = await stripe.paymentMethods.attach('pm_success_de', { customer });
    await stripe.paymentMethods.update(account.id, { allow_redisplay: 'always' });
    const clientSecret = await newIntent(shop, { customer, payment_method_types: ['card', 'sepa_debit'] });
    const { form } = await openForm(shop, { group: { clientSecret, customerSessionClientSecret } });
    await form.getByRole('radio', { name: 'SEPA Direct Debit ending in 3000' }).waitFor();
  });

  test('leave room for another, which the customer may save', THOROUGH, async () => {
    const features = { payment_method_save: 'enabled', payment_method_save_usage: 'off_session' };
    const { form, stripe } = await openSaved(features);
    await form.form.getByText('Use another payment method').click();
    await form.typeCard(cards.mastercard);
    await form.form.getByRole('checkbox').check();
    await form.change({ complete: true });
    const { paymentIntent } = await form.confirm();
    expect(paymentIntent).toMatchObject({ status: 'succeeded', setup_future_usage: 'off_session' });
    const paid = await stripe.paymentMethods.retrieve(`${paymentIntent?.payment_method}`);
    expect(paid.allow_redisplay).toBe('always');
  });

  test('ask for the security code again where the intent wants it', async () => {
    const { form } = await openSaved(
      {},
      {
        payment_method_options: { card: { require_cvc_recollection: true } },
      },
    );
    expect(await form.submit()).toMatchObject({ error: { code: 'incomplete_cvc' } });
    await form.text('Security code').fill('123');
    expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('are removed after a question, and the page is told', async () => {
    const { form, saved, stripe, method } = await openSaved({ payment_method_remove: 'enabled' });
    await form.form.getByRole('button', { name: 'Remove' }).click();
    await form.form.getByText('Remove this payment method?').waitFor();
    await form.form.getByRole('button', { name: 'Remove' }).click();
    expect(await form.event('savedpaymentmethodremove')).toMatchObject({
      success: true,
      payment_method: { id: method },
    });
    await expect.poll(() => saved.count()).toBe(0);
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBeNull();
    await form.text('Card number').waitFor();
  });

  test('get the expiry and the address of a renewed card', THOROUGH, async () => {
    const { form, stripe, method } = await openSaved();
    await form.form.getByRole('button', { name: 'Edit' }).click();
    await gotFocus(form.text('Expiration date'));
    await form.text('Expiration date').fill('1139');
    await form.select('Country or region').selectOption('US');
    await form.select('State').selectOption('CA');
    await clickInto(form.text('Address line 1'));
    await form.page.keyboard.type('510 Townsend St');
    await form.text('ZIP code').fill('94103');
    await form.form.getByRole('button', { name: 'Update' }).click();
    expect(await form.event('savedpaymentmethodupdate')).toMatchObject({
      success: true,
      payment_method: {
        id: method,
        billing_details: { address: { country: 'US', state: 'CA', city: null } },
      },
    });
    const { card, billing_details } = await stripe.paymentMethods.retrieve(method);
    expect(card).toMatchObject({ exp_month: 11, exp_year: 2039 });
    expect(billing_details.address).toEqual({
      country: 'US',
      state: 'CA',
      line1: '510 Townsend St',
      line2: null,
      city: null,
      postal_code: '94103',
    });
  });

  test(
    'keep what is known of them where only the address is changed, and lose what another country lacks',
    THOROUGH,
    async () => {
      const { form, stripe, method } = await openSaved();
      const address = { country: 'US', state: 'CA', line1: '510 Townsend St', postal_code: '94103' };
      await stripe.paymentMethods.update(method, { billing_details: { address } });
      await form.page.evaluate(() => window.elements.fetchUpdates());
      await form.event('availablepaymentmethodschange', 2);
      await form.form.getByRole('button', { name: 'Edit' }).click();
      await expect
        .poll(async () => (await form.select('State').count()) && form.select('State').inputValue())
        .toBe('CA');
      const { exp_month, exp_year } = (await stripe.paymentMethods.retrieve(method)).card ?? {};
      expect(await form.text('Expiration date').inputValue()).toBe(
        `${`${exp_month}`.padStart(2, '0')} / ${`${exp_year}`.slice(-2)}`,
      );
      await form.select('Country or region').selectOption('GB');
      await form.text('Postcode').fill('SW1A 2AA');
      await form.form.getByRole('button', { name: 'Update' }).click();
      await form.event('savedpaymentmethodupdate');
      const { billing_details, card } = await stripe.paymentMethods.retrieve(method);
      expect(billing_details.address).toMatchObject({ country: 'GB', postal_code: 'SW1A 2AA', state: null });
      expect(card).toMatchObject({ exp_month, exp_year });
    },
  );

  test('can be made the default, which is marked', async () => {
    const { form, stripe, customer, method } = await openSaved({ payment_method_set_as_default: 'enabled' });
    const button = form.form.getByRole('button', { name: 'Make this my default payment method' });
    await button.press('Enter');
    expect(await form.event('savedpaymentmethodupdate')).toMatchObject({
      success: true,
      payment_method: { id: method },
    });
    await form.form.getByText(/^Default/).waitFor();
    await expect.poll(() => button.count()).toBe(0);
    const kept = await stripe.customers.retrieve(customer);
    expect('invoice_settings' in kept && kept.invoice_settings.default_payment_method).toBe(method);
  });

  test('get a new one that the customer saves as their default', THOROUGH, async () => {
    const features = {
      payment_method_save: 'enabled',
      payment_method_save_usage: 'off_session',
      payment_method_set_as_default: 'enabled',
    };
    const { form, stripe, customer } = await openSaved(features);
    await form.form.getByText('Use another payment method').click();
    await form.typeCard(cards.mastercard);
    const asDefault = form.form.getByLabel('Make this my default payment method');
    // Only what is saved can be the default.
    await form.form.getByLabel('Save payment details for future purchases').check();
    await asDefault.check();
    await form.form.getByLabel('Save payment details for future purchases').uncheck();
    await expect.poll(() => asDefault.count()).toBe(0);
    await form.form.getByLabel('Save payment details for future purchases').check();
    await expect.poll(() => asDefault.isChecked()).toBe(true);
    await form.change({ complete: true });
    const { paymentIntent } = await form.confirm();
    expect(paymentIntent?.status).toBe('succeeded');
    const defaultOf = async () => {
      const kept = await stripe.customers.retrieve(customer);
      return 'invoice_settings' in kept && kept.invoice_settings.default_payment_method;
    };
    await expect.poll(defaultOf, { timeout: 20_000 }).toBe(paymentIntent?.payment_method);
  });

  test('are not asked about as a default where the session does not allow it', THOROUGH, async () => {
    const features = { payment_method_save: 'enabled', payment_method_save_usage: 'off_session' };
    const { form } = await openSaved(features);
    await form.form.getByText('Use another payment method').click();
    await form.form.getByLabel('Save payment details for future purchases').check();
    expect(await form.form.getByRole('checkbox').count()).toBe(1);
  });
});
