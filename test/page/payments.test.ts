// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAgentCalls } from '../../src/frame/agent/calls.js';
import { withNextStep } from '../../src/frame/api/next-step.js';
import { IntegrationError, PayframeError } from '../../src/page/index.js';
import type { CallMessage, JsonObject } from '../../src/wire/index.js';
import { key, secretTest } from '../keys/make-keys.js';
import {
  type FakeFrame,
  flush,
  frameIn,
  frameOf,
  host,
  installFakes,
  openPorts,
  removeFakes,
} from './fake-frame.js';
import { makeContainer, makePayframe, makeShop, reactive, type Shop } from './shop.js';

const paymentSecret = 'pi_1_secret_abc';
const setupSecret = 'seti_1_secret_abc';
const paid = { id: 'pi_1', object: 'payment_intent', status: 'succeeded' };
const saved = { id: 'seti_1', object: 'setup_intent', status: 'succeeded' };
const returnUrl = 'https://shop.example/done?order=7';

let shop: Shop;
const assign = vi.fn();
beforeEach(async () => {
  installFakes();
  // So that what is left in flight ends with its test.
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  // jsdom's own can be neither replaced nor watched.
  vi.stubGlobal('location', { protocol: 'https:', hostname: 'shop.example', assign });
  assign.mockReset();
  shop = await makeShop();
  shop.frame.answer = () => ({ value: paid });
});
afterEach(() => {
  vi.useRealTimers();
  removeFakes();
});

type Loose = Record<string, (...args: unknown[]) => Promise<Record<string, never>>>;
const loose = () => shop.payframe as unknown as Loose;
const call = (name: string, ...args: unknown[]) => loose()[name]?.(...args) as Promise<Record<string, never>>;
const sentBy = (frame: FakeFrame) => frame.of('call').map(({ method, params }) => ({ method, params }));
const agents = () => [...document.querySelectorAll<HTMLIFrameElement>('iframe[src$="/frame/v1/agent.html"]')];

/** Answers as a frame does: with the intent, and with what the page has to do next. */
const frameAnswers =
  (value: object): FakeFrame['answer'] =>
  ({ params }) =>
    withNextStep({ value: value as JsonObject }, params as JsonObject);

/** Has the next hidden frame answer; returns it once it did. */
async function agentAnswers(answer: FakeFrame['answer']): Promise<FakeFrame> {
  await flush();
  const agent = frameOf(agents().at(-1));
  agent.answer = answer;
  return agent.start();
}

describe('confirmCardPayment', () => {
  test("has the Element's frame confirm, with what goes along", async () => {
    const result = await shop.payframe.confirmCardPayment(paymentSecret, {
      payment_method: { card: shop.card, billing_details: { name: 'Jenny' } },
      receipt_email: 'jenny@example.com',
    });
    expect(result).toEqual({ paymentIntent: paid });
    expect(sentBy(shop.frame)).toEqual([
      {
        method: 'confirm',
        params: {
          client_secret: paymentSecret,
          attempt: expect.any(String),
          acts: true,
          return_to: null,
          payment_method: { billing_details: { name: 'Jenny' } },
          receipt_email: 'jenny@example.com',
        },
      },
    ]);
    expect(agents()).toHaveLength(0);
  });

  test('finds the Element through proxies', async () => {
    const data = reactive({ payment_method: { card: shop.card } });
    expect(await shop.payframe.confirmCardPayment(paymentSecret, data)).toEqual({ paymentIntent: paid });
  });

  test.each<[string, object | undefined]>([
    ['a saved payment method', { payment_method: 'pm_1' }],
    ["a card's token", { payment_method: { card: { token: 'tok_1' }, billing_details: { name: 'J' } } }],
    ["the intent's own payment method", undefined],
  ])('has a hidden frame confirm with %s, which is gone then', async (_, data) => {
    const payment = call('confirmCardPayment', paymentSecret, data);
    const agent = await agentAnswers(() => ({ value: paid }));
    expect(await payment).toEqual({ paymentIntent: paid });
    expect(sentBy(agent)).toMatchObject([
      { method: 'confirm', params: { client_secret: paymentSecret, ...data } },
    ]);
    expect(agents()).toHaveLength(0);
    expect(openPorts()).toBe(2);
  });

  test('has the frame of a security code confirm with a saved card', async () => {
    const cvc = shop.elements.create('cardCvc');
    const container = makeContainer('cvc');
    cvc.mount(container);
    const frame = await frameIn(container).start();
    frame.answer = () => ({ value: paid });
    const options = { card: { cvc, network: 'visa' } };
    await shop.payframe.confirmCardPayment(paymentSecret, {
      payment_method: 'pm_1',
      payment_method_options: options,
    });
    expect(sentBy(frame)).toMatchObject([
      {
        method: 'confirmWithCvc',
        params: { payment_method: 'pm_1', payment_method_options: { card: { network: 'visa' } } },
      },
    ]);
    expect(JSON.stringify(sentBy(frame))).not.toContain('_elementId');
    expect(options.card.cvc).toBe(cvc);
    expect(agents()).toHaveLength(0);
  });

  test("returns the API's refusal as an Error with all its objects", async () => {
    const error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Declined.',
      charge: 'ch_1',
      payment_intent: { ...paid, status: 'requires_payment_method' },
      payment_method: { id: 'pm_1' },
    };
    shop.frame.answer = () => ({ error });
    const result = await call('confirmCardPayment', paymentSecret, { payment_method: { card: shop.card } });
    expect(result.error).toBeInstanceOf(PayframeError);
    expect({ ...(result.error as unknown as object) }).toEqual({
      ...error,
      doc_url: `${host}/docs/errors.html#card_declined`,
      retryable: false,
    });
  });

  test.each<[string, () => unknown]>([
    ['no Element', () => ({ payment_method: { billing_details: {} } })],
    ['card data', () => ({ payment_method: { card: { number: '4242424242424242' } } })],
    [
      "another Payframe object's Element",
      () => ({ payment_method: { card: makePayframe().elements().create('card') } }),
    ],
    [
      'a card Element for a security code',
      () => ({ payment_method: 'pm_1', payment_method_options: { card: { cvc: shop.card } } }),
    ],
  ])('rejects where it is given %s, and nothing is sent', async (_, data) => {
    const payment = call('confirmCardPayment', paymentSecret, data());
    await expect(payment).rejects.toMatchObject({ name: 'IntegrationError', code: 'element_not_mounted' });
    expect(sentBy(shop.frame)).toEqual([]);
    expect(agents()).toHaveLength(0);
  });

  test('rejects for an Element of another kind of payment method', async () => {
    const payment = call('confirmSepaDebitPayment', paymentSecret, {
      payment_method: { sepa_debit: shop.card },
    });
    await expect(payment).rejects.toMatchObject({ code: 'element_not_mounted' });
  });
});

describe('a client secret', () => {
  const methods: [string, string][] = [
    ['confirmCardPayment', setupSecret],
    ['confirmSepaDebitPayment', setupSecret],
    ['confirmCardSetup', paymentSecret],
    ['confirmSepaDebitSetup', paymentSecret],
    ['retrievePaymentIntent', setupSecret],
    ['retrieveSetupIntent', paymentSecret],
    ['handleCardAction', setupSecret],
  ];

  test.each(methods)('of the other kind of intent is refused by %s', async (name, secret) => {
    await expect(call(name, secret)).rejects.toMatchObject({
      name: 'IntegrationError',
      code: 'invalid_client_secret',
      param: 'clientSecret',
    });
  });

  test.each(methods)('that is none is refused by %s, before any frame, and is not repeated', async (name) => {
    for (const junk of [undefined, null, 5, '', 'pi_1', 'pi_1/x_secret_y', {}, ['pi_1_secret_abc', 'x']]) {
      const error = await call(name, junk).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(IntegrationError);
      expect(error).toMatchObject({ code: 'invalid_client_secret' });
      expect((error as Error).message).not.toContain('pi_1');
    }
    expect(agents()).toHaveLength(0);
  });

  test('that is a secret key is refused as one', async () => {
    const error = await call('confirmCardPayment', secretTest).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'secret_key_refused', param: 'clientSecret' });
    expect((error as Error).message).not.toContain(secretTest.slice(8));
  });

  test('is in no address, and in no frame but in the call', async () => {
    const payment = call('retrievePaymentIntent', paymentSecret);
    const agent = await agentAnswers(() => ({ value: paid }));
    expect(document.documentElement.outerHTML).not.toContain('secret_abc');
    expect(JSON.stringify(agent.init)).not.toContain('secret_abc');
    await payment;
  });
});

describe('the methods for SetupIntents', () => {
  test.each<[string, () => unknown[]]>([
    ['confirmCardSetup', () => [setupSecret, { payment_method: { card: shop.card } }]],
    ['confirmSetup', () => [{ elements: shop.elements, clientSecret: setupSecret, redirect: 'if_required' }]],
  ])('%s gives a SetupIntent', async (name, args) => {
    shop.frame.answer = () => ({ value: saved });
    expect(await call(name, ...args())).toEqual({ setupIntent: saved });
  });
});

describe('a debit', () => {
  test.each([
    ['confirmSepaDebitPayment', paymentSecret, 'paymentIntent', paid],
    ['confirmSepaDebitSetup', setupSecret, 'setupIntent', saved],
  ])('%s goes through the frame of the IBAN', async (name, secret, result, value) => {
    const iban = shop.elements.create('iban');
    const container = makeContainer('iban');
    iban.mount(container);
    const frame = await frameIn(container).start();
    frame.answer = () => ({ value });
    const billing_details = { name: 'Jenny', email: 'jenny@example.com' };
    expect(await call(name, secret, { payment_method: { sepa_debit: iban, billing_details } })).toEqual({
      [result]: value,
    });
    expect(sentBy(frame)).toMatchObject([
      { method: 'confirm', params: { payment_method: { billing_details } } },
    ]);
  });
});

describe('a method with a type in its name', () => {
  test.each([
    ['confirmIdealPayment', 'ideal'],
    ['confirmUsBankAccountPayment', 'us_bank_account'],
    ['confirmAfterpayClearpayPayment', 'afterpay_clearpay'],
    ['confirmP24Payment', 'p24'],
    ['confirmPayByBankPayment', 'pay_by_bank'],
    ['confirmPayPalPayment', 'paypal'],
    ['confirmGrabPayPayment', 'grabpay'],
    ['confirmAmazonPaySetup', 'amazon_pay'],
    ['confirmBacsDebitSetup', 'bacs_debit'],
  ])('%s has a hidden frame confirm with %s', async (name, type) => {
    const secret = name.endsWith('Setup') ? setupSecret : paymentSecret;
    const data = { payment_method: { billing_details: { name: 'Jenny' } }, return_url: returnUrl };
    const payment = call(name, secret, data, { handleActions: false });
    const agent = await agentAnswers(() => ({ value: paid }));
    expect(Object.values(await payment)).toEqual([paid]);
    expect(sentBy(agent)).toMatchObject([
      {
        method: 'confirm',
        params: { payment_method: { type, billing_details: { name: 'Jenny' } }, acts: false },
      },
    ]);
  });

  test('leads the customer to their bank', async () => {
    const url = 'https://pay.example/test_bank/1';
    const next_action = { type: 'redirect_to_url', redirect_to_url: { url } };
    const waits = { ...paid, status: 'requires_action', next_action };
    const payment = call('confirmIdealPayment', paymentSecret, { payment_method: {}, return_url: returnUrl });
    await agentAnswers(frameAnswers(waits));
    await flush();
    expect(assign.mock.calls.map(([to]) => `${to}`)).toEqual([url]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await payment).toEqual({ paymentIntent: waits });
  });

  test.each([
    ['verifyMicrodepositsForPayment', paymentSecret, 'paymentIntent'],
    ['verifyMicrodepositsForSetup', setupSecret, 'setupIntent'],
  ])('%s sends what the holder of an account found', async (name, client_secret, result) => {
    const verified = call(name, client_secret, { amounts: [32, 45] });
    const agent = await agentAnswers(() => ({ value: paid }));
    expect(await verified).toEqual({ [result]: paid });
    expect(sentBy(agent)).toMatchObject([
      { method: 'verifyMicrodeposits', params: { client_secret, amounts: [32, 45] } },
    ]);
  });
});

describe('confirmPayment', () => {
  const ifRequired = { redirect: 'if_required' };
  const submit = async (elements: Shop['elements']) => {
    shop.frame.answer = ({ method }) => ({ value: method === 'validate' ? {} : paid });
    expect((await elements.submit()).error).toBeUndefined();
  };
  /** A mounted group with options of its own. */
  async function group(options: object) {
    shop.card.destroy();
    const elements = shop.payframe.elements(options);
    elements.create('card').mount(shop.container);
    shop.frame = await frameIn(shop.container).start();
    shop.frame.answer = () => ({ value: paid });
    return elements;
  }

  test('takes the client secret of its group', async () => {
    const elements = await group({ clientSecret: paymentSecret });
    const confirmParams = { payment_method_data: { billing_details: { name: 'Jenny' } } };
    expect(await call('confirmPayment', { elements, confirmParams, ...ifRequired })).toEqual({
      paymentIntent: paid,
    });
    expect(sentBy(shop.frame)).toMatchObject([
      { method: 'confirm', params: { client_secret: paymentSecret, ...confirmParams } },
    ]);
    expect(assign).not.toHaveBeenCalled();
  });

  test('of a group that was made before its intent needs a submit that found no error', async () => {
    const elements = await group({ mode: 'payment', amount: 1099, currency: 'eur' });
    const pay = () => call('confirmPayment', { elements, clientSecret: paymentSecret, ...ifRequired });
    const early = { name: 'IntegrationError', code: 'elements_not_submitted' };
    await expect(pay()).rejects.toMatchObject(early);
    shop.frame.answer = () => ({
      error: { type: 'validation_error', code: 'incomplete_cvc', message: 'No.' },
    });
    expect((await elements.submit()).error).toMatchObject({ code: 'incomplete_cvc' });
    await expect(pay()).rejects.toMatchObject(early);
    await expect(call('createPaymentMethod', { elements })).rejects.toMatchObject(early);
    await expect(call('createConfirmationToken', { elements })).rejects.toMatchObject(early);
    await submit(elements);
    expect(await pay()).toEqual({ paymentIntent: paid });
  });

  test.each([['payment_method'], ['confirmation_token']])(
    'with a %s needs nothing that is mounted',
    async (name) => {
      const confirmParams = { [name]: 'x_1' };
      const payment = call('confirmPayment', { clientSecret: paymentSecret, confirmParams, ...ifRequired });
      const agent = await agentAnswers(() => ({ value: paid }));
      expect(await payment).toEqual({ paymentIntent: paid });
      expect(sentBy(agent)).toMatchObject([{ method: 'confirm', params: confirmParams }]);
    },
  );

  test('rejects where nothing of its group is mounted, and says which Element, or which there could be', async () => {
    const elements = shop.payframe.elements();
    const options = { elements, clientSecret: paymentSecret, ...ifRequired };
    const refused = async (types: string) => {
      const refusal = {
        code: 'element_not_mounted',
        message: `Mount an Element of type ${types}.`,
      };
      await expect(call('confirmPayment', options)).rejects.toMatchObject(refusal);
      expect(await elements.submit()).toMatchObject({ error: refusal });
    };
    await refused('payment, card, cardNumber, iban, auBankAccount');
    elements.create('payment');
    await refused('payment');
  });

  test.each([[undefined], ['/done'], ['javascript:alert(1)'], [' JavaScript:alert(1)'], ['https://'], [5]])(
    'that may leave the page needs an absolute return_url: %s is refused before anything is sent',
    async (return_url) => {
      const options = { elements: shop.elements, clientSecret: paymentSecret, confirmParams: { return_url } };
      await expect(call('confirmPayment', options)).rejects.toMatchObject({
        name: 'IntegrationError',
        code: 'invalid_return_url',
        param: 'return_url',
      });
      expect(sentBy(shop.frame)).toEqual([]);
    },
  );

  test.each(['succeeded', 'requires_capture', 'processing', 'requires_action'])(
    'goes to return_url once the intent is %s, where the frame says how it stands',
    async (status) => {
      const leave = `${returnUrl}&payment_intent=pi_1&redirect_status=pending`;
      shop.frame.answer = () => ({ value: { ...paid, status }, leave });
      const options = {
        elements: shop.elements,
        clientSecret: paymentSecret,
        confirmParams: { return_url: returnUrl },
      };
      const payment = call('confirmPayment', options);
      await flush();
      expect(sentBy(shop.frame)).toMatchObject([{ params: { return_to: returnUrl } }]);
      expect(assign.mock.calls.map(([url]) => `${url}`)).toEqual([leave]);
      // A page that stays, such as one that asks before it is left, hears of it all the same.
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await payment).toMatchObject({ paymentIntent: { status } });
    },
  );

  test('stays on the page where it fails', async () => {
    shop.frame.answer = () => ({ error: { type: 'card_error', code: 'card_declined', message: 'No.' } });
    const options = {
      elements: shop.elements,
      clientSecret: paymentSecret,
      confirmParams: { return_url: returnUrl },
    };
    expect(await call('confirmPayment', options)).toMatchObject({ error: { code: 'card_declined' } });
    expect(assign).not.toHaveBeenCalled();
  });
});

describe('a second confirm', () => {
  const pay = () => call('confirmCardPayment', paymentSecret, { payment_method: { card: shop.card } });

  test('of an intent, while one runs, is refused and sends nothing', async () => {
    shop.frame.answer = () => undefined;
    const first = pay();
    await flush();
    for (const second of [pay(), call('handleNextAction', { clientSecret: paymentSecret })]) {
      expect(await second).toEqual({
        error: expect.objectContaining({
          type: 'invalid_request_error',
          code: 'payment_intent_unexpected_state',
          message: expect.stringContaining('in use'),
        }),
      });
    }
    expect(sentBy(shop.frame)).toHaveLength(1);
    shop.frame.send({ type: 'result', id: 1, value: paid });
    expect(await first).toEqual({ paymentIntent: paid });
    shop.frame.answer = () => ({ value: paid });
    expect(await pay()).toEqual({ paymentIntent: paid });
  });

  test('of another intent is not', async () => {
    shop.frame.answer = () => undefined;
    void pay();
    await flush();
    shop.frame.answer = () => ({ value: { ...paid, id: 'pi_2' } });
    const other = call('confirmCardPayment', 'pi_2_secret_x', { payment_method: { card: shop.card } });
    expect(await other).toMatchObject({ paymentIntent: { id: 'pi_2' } });
  });

  test('is possible after a mistake', async () => {
    await expect(call('confirmCardPayment', paymentSecret, { payment_method: {} })).rejects.toThrow();
    expect(await pay()).toEqual({ paymentIntent: paid });
  });

  test.each([
    [{ type: 'api_connection_error', message: 'Lost.' }],
    [{ type: 'api_error', code: 'invalid_response', message: 'Lost.' }],
  ])('after a lost answer is the same attempt, also through another frame: %j', async (error) => {
    shop.frame.answer = () => ({ error });
    await pay();
    shop.card.unmount();
    shop.card.mount(shop.container);
    const frame = await frameIn(shop.container).start();
    frame.answer = () => ({ value: paid });
    await pay();
    const [lost] = sentBy(shop.frame);
    expect(sentBy(frame)).toEqual([lost]);
  });

  test('after an answer is another attempt', async () => {
    shop.frame.answer = () => ({ error: { type: 'card_error', code: 'card_declined', message: 'No.' } });
    await pay();
    await pay();
    const attempts = sentBy(shop.frame).map(({ params }) => (params as { attempt: string }).attempt);
    expect(new Set(attempts).size).toBe(2);
  });

  test('after a look at the intent is the same attempt still', async () => {
    shop.frame.answer = () => ({ error: { type: 'api_connection_error', message: 'Lost.' } });
    await pay();
    const look = call('handleNextAction', { clientSecret: paymentSecret });
    await agentAnswers(() => ({ value: { ...paid, status: 'requires_payment_method' } }));
    await look;
    await pay();
    const attempts = sentBy(shop.frame).map(({ params }) => (params as { attempt: string }).attempt);
    expect(new Set(attempts).size).toBe(1);
  });
});

describe('an intent that asks the cardholder for something', () => {
  const waiting = (next_action: object | null) => ({ ...paid, status: 'requires_action', next_action });
  const threeDSecure = waiting({
    type: 'use_stripe_sdk',
    use_stripe_sdk: {
      type: 'three_d_secure_redirect',
      source: 'payatt_1',
      stripe_js: 'https://pay.example/3ds/payatt_1',
    },
  });
  const redirect = waiting({
    type: 'redirect_to_url',
    redirect_to_url: { url: 'https://pay.example/3ds/payatt_1', return_url: returnUrl },
  });
  const pay = (options?: object) =>
    call('confirmCardPayment', paymentSecret, { payment_method: { card: shop.card } }, options);

  test('is returned as it is with handleActions: false', async () => {
    for (const intent of [threeDSecure, redirect]) {
      shop.frame.answer = frameAnswers(intent);
      expect(await pay({ handleActions: false })).toEqual({ paymentIntent: intent });
    }
    expect(assign).not.toHaveBeenCalled();
  });

  test('sends the page to where that is done', async () => {
    shop.frame.answer = frameAnswers(redirect);
    const payment = pay();
    await flush();
    expect(assign.mock.calls.map(([url]) => `${url}`)).toEqual(['https://pay.example/3ds/payatt_1']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await payment).toEqual({ paymentIntent: redirect });
  });

  test.each([
    [null],
    [{ type: 'redirect_to_url', redirect_to_url: { url: 'javascript:alert(1)' } }],
    [{ type: 'x' }],
  ])('is returned where there is nothing that can be done: %j', async (next_action) => {
    shop.frame.answer = frameAnswers(waiting(next_action));
    expect(await pay()).toMatchObject({ paymentIntent: { status: 'requires_action' } });
    expect(assign).not.toHaveBeenCalled();
  });

  test.each(['handleNextAction', 'handleCardAction'])('is taken up by %s', async (name) => {
    const action = call(name, name === 'handleCardAction' ? paymentSecret : { clientSecret: paymentSecret });
    const agent = await agentAnswers(frameAnswers(redirect));
    expect(sentBy(agent)).toMatchObject([
      { method: 'retrieve', params: { client_secret: paymentSecret, acts: true } },
    ]);
    await flush();
    expect(assign).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await action).toEqual({ paymentIntent: redirect });
  });

  test('is what handleNextAction needs', async () => {
    const action = call('handleNextAction', { clientSecret: setupSecret });
    const agent = await agentAnswers(() => undefined);
    const asked = agent.of('call')[0] as unknown as CallMessage;
    const answer = createAgentCalls(vi.fn(), async () => ({ value: saved }));
    agent.send({ type: 'result', id: asked.id, ...(await answer(asked)) });
    expect(await action).toEqual({
      error: expect.objectContaining({ code: 'setup_intent_unexpected_state', setup_intent: saved }),
    });
  });
});

describe('what only reads or makes', () => {
  test.each([
    ['retrievePaymentIntent', paymentSecret, 'paymentIntent', paid],
    ['retrieveSetupIntent', setupSecret, 'setupIntent', saved],
  ])('%s', async (name, secret, result, value) => {
    const found = call(name, secret);
    const agent = await agentAnswers(() => ({ value }));
    expect(await found).toEqual({ [result]: value });
    expect(sentBy(agent)).toEqual([{ method: 'retrieve', params: { client_secret: secret } }]);
    expect(agents()).toHaveLength(0);
  });

  test('createConfirmationToken', async () => {
    shop.frame.answer = () => ({ value: { id: 'ctoken_1' } });
    const params = { return_url: returnUrl, payment_method_data: { billing_details: { name: 'Jenny' } } };
    expect(await call('createConfirmationToken', { elements: shop.elements, params })).toEqual({
      confirmationToken: { id: 'ctoken_1' },
    });
    expect(sentBy(shop.frame)).toEqual([{ method: 'createConfirmationToken', params }]);
  });

  test("createToken('cvc_update') takes the security code's own frame, and no other", async () => {
    const cvc = shop.elements.create('cardCvc');
    const container = makeContainer('cvc');
    cvc.mount(container);
    const frame = await frameIn(container).start();
    frame.answer = () => ({ value: { id: 'tok_1' } });
    expect(await shop.payframe.createToken('cvc_update', cvc)).toEqual({ token: { id: 'tok_1' } });
    expect(sentBy(frame)).toEqual([{ method: 'createCvcToken', params: {} }]);
    for (const other of [shop.card, undefined])
      await expect(call('createToken', 'cvc_update', other)).rejects.toMatchObject({
        code: 'element_not_mounted',
      });
  });
});

describe('an AbortSignal', () => {
  const aborted = { error: expect.objectContaining({ type: 'api_connection_error', code: 'aborted' }) };

  test("ends the wait for an Element's frame, and leaves no listener", async () => {
    shop.frame.answer = () => undefined;
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, 'removeEventListener');
    const { signal } = controller;
    const payment = call(
      'confirmCardPayment',
      paymentSecret,
      { payment_method: { card: shop.card } },
      { signal },
    );
    await flush();
    controller.abort();
    expect(await payment).toEqual(aborted);
    expect(remove).toHaveBeenCalled();
  });

  test('takes the hidden frame away', async () => {
    const controller = new AbortController();
    const found = call('retrievePaymentIntent', paymentSecret, { signal: controller.signal });
    await agentAnswers(() => undefined);
    controller.abort();
    expect(await found).toEqual(aborted);
    expect(agents()).toHaveLength(0);
  });

  test('that was aborted before sends nothing [F16]', async () => {
    const options = { elements: shop.elements, clientSecret: paymentSecret, redirect: 'if_required' };
    expect(await call('confirmPayment', { ...options, signal: AbortSignal.abort() })).toEqual(aborted);
    expect(sentBy(shop.frame)).toEqual([]);
  });

  test('goes with a card whose fields are in Elements of their own', async () => {
    const elements = shop.payframe.elements();
    const frames = [];
    for (const type of ['cardNumber', 'cardExpiry'] as const) {
      const container = makeContainer(type);
      elements.create(type as 'cardNumber').mount(container);
      const frame = await frameIn(container).start();
      frame.answer = ({ method }) => (method === 'validate' ? { value: {} } : undefined);
      frames.push(frame);
    }
    const controller = new AbortController();
    const payment = call('confirmPayment', {
      elements,
      clientSecret: paymentSecret,
      redirect: 'if_required',
      signal: controller.signal,
    });
    await flush();
    expect(sentBy(frames[0] as FakeFrame)).toHaveLength(1);
    controller.abort();
    expect(await payment).toEqual(aborted);
  });
});

describe('a group for an intent', () => {
  const eur = { amount: 1099, currency: 'eur' };
  const RIGHT: Record<string, string> = {
    clientSecret: 'null',
    mode: '(?:payment\\|setup\\|subscription|string)',
    amount: 'a positive integer',
    currency: '\\[a-z\\]\\{3\\}',
  };

  test.each<[string, string, object]>([
    ['an intent and a mode', 'clientSecret', { clientSecret: paymentSecret, mode: 'payment', ...eur }],
    ['an intent and a setup', 'clientSecret', { clientSecret: paymentSecret, mode: 'setup' }],
    ['a mode that does not exist', 'mode', { mode: 'pay', ...eur }],
    ['a mode that is no text', 'mode', { mode: {}, ...eur }],
    ['no amount', 'amount', { mode: 'payment', currency: 'eur' }],
    ['an amount with a fraction', 'amount', { mode: 'payment', amount: 10.99, currency: 'eur' }],
    ['a negative amount', 'amount', { mode: 'subscription', amount: -1, currency: 'eur' }],
    ['an amount of nothing', 'amount', { mode: 'payment', amount: 0, currency: 'eur' }],
    ['an amount that is a text', 'amount', { mode: 'payment', amount: '1099', currency: 'eur' }],
    ['no currency', 'currency', { mode: 'subscription', amount: 1099 }],
    ['what is no currency', 'currency', { mode: 'payment', amount: 1099, currency: 'euro' }],
    ['what is no currency of a setup', 'currency', { mode: 'setup', currency: 5 }],
  ])('is refused with %s', (_, param, options) => {
    const refusal = {
      name: 'IntegrationError',
      code: 'invalid_option',
      param,
      message: expect.stringMatching(`^options\\.${param} must be ${RIGHT[param]}, not `),
    };
    expect(() => shop.payframe.elements(options)).toThrow(expect.objectContaining(refusal));
  });

  test('keeps its options where an update is refused', async () => {
    const elements = shop.payframe.elements({ mode: 'payment', ...eur });
    const container = makeContainer('updated');
    elements.create('payment').mount(container);
    const frame = await frameIn(container).start();
    const update = (options: object) => elements.update(options).catch((error: unknown) => error);
    expect(await update({ amount: -1 })).toMatchObject({ name: 'IntegrationError', param: 'amount' });
    expect(await update({ mode: 'pay' })).toMatchObject({ name: 'IntegrationError', param: 'mode' });
    expect(frame.of('update')).toEqual([]);
    await elements.update({ currency: 'usd' });
    const options = { mode: 'payment', amount: 1099, currency: 'usd' };
    expect(frame.of('update')).toMatchObject([{ options: { elements: options } }]);
  });

  test.each<[object]>([
    [{ clientSecret: paymentSecret }],
    [{ mode: 'payment', amount: 1099, currency: 'EUR', setupFutureUsage: 'off_session' }],
    [{ mode: 'setup' }],
    [{ mode: 'setup', currency: 'eur' }],
    [{ mode: 'subscription', amount: 0, currency: 'eur' }],
    [{ mode: undefined, clientSecret: null }],
  ])('takes %j', (options) => {
    expect(shop.payframe.elements(options)).toBeTypeOf('object');
  });

  test('refuses a secret key as its client secret', () => {
    expect(() => shop.payframe.elements({ clientSecret: key('sk', 'test', 'x'.repeat(24)) })).toThrow(
      expect.objectContaining({ code: 'secret_key_refused' }),
    );
  });
});
