// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IntegrationError, PayframeError } from '../../src/page/index.js';
import { flush, frameOf, host, installFakes, openPorts, removeFakes } from './fake-frame.js';
import { makePayframe, makeShop, reactive, type Shop } from './shop.js';

let shop: Shop;
beforeEach(async () => {
  installFakes();
  shop = await makeShop();
});
afterEach(removeFakes);

const lastCall = () => shop.frame.of('call').at(-1);
// The older and the wrong call forms, past the types.
const loose = (payframe = shop.payframe) =>
  payframe as unknown as Record<string, (...args: unknown[]) => Promise<{ error?: PayframeError }>>;
const createPaymentMethod = (...args: unknown[]) => loose().createPaymentMethod?.(...args);
const details = { name: 'Jenny Rosen', address: { postal_code: '10115' } };

describe('createPaymentMethod', () => {
  test.each<[string, () => unknown[]]>([
    ['({type, card, …})', () => [{ type: 'card', card: shop.card, billing_details: details }]],
    ['(type, card, data)', () => ['card', shop.card, { billing_details: details }]],
    ['({elements, params})', () => [{ elements: shop.elements, params: { billing_details: details } }]],
    ['({element, params})', () => [{ element: shop.card, params: { billing_details: details } }]],
    ['of a reactive object', () => [reactive({ type: 'card', card: shop.card, billing_details: details })]],
  ])('takes the call form %s', async (_, args) => {
    expect(await createPaymentMethod(...args())).toEqual({ paymentMethod: { id: 'pm_1' } });
    expect(lastCall()).toEqual({
      type: 'call',
      id: 1,
      method: 'createPaymentMethod',
      params: { billing_details: details },
      agent: 'payframe/0.0.0-test',
    });
  });

  test.each<[string, () => unknown[]]>([
    ['({type, card})', () => [{ type: 'card', card: shop.card, billing_details: undefined }]],
    ['(type, card)', () => ['card', shop.card]],
    ['({elements})', () => [{ elements: shop.elements }]],
    ['({element})', () => [{ element: shop.card, params: undefined }]],
  ])('needs no data: %s', async (_, args) => {
    expect(await createPaymentMethod(...args())).toEqual({ paymentMethod: { id: 'pm_1' } });
    expect(lastCall()?.params).toEqual({});
  });
});

describe('createPaymentMethod of a token', () => {
  const start = () => shop.payframe.createPaymentMethod({ type: 'card', card: { token: 'tok_visa' } });
  const agents = () => document.querySelectorAll<HTMLIFrameElement>('iframe[src$="/frame/v1/agent.html"]');

  test('goes through a hidden frame, which exists only for that call', async () => {
    const payment = start();
    const [iframe] = agents();
    expect(iframe?.style.display).toBe('none');
    const agent = await frameOf(iframe).start();
    expect(await payment).toEqual({ paymentMethod: { id: 'pm_1' } });
    expect(agent.init).toMatchObject({ key: expect.stringMatching(/^pk_test_/), options: {} });
    expect(agent.of('call')).toMatchObject([
      { method: 'createPaymentMethod', params: { card: { token: 'tok_visa' } } },
    ]);
    expect(agents()).toHaveLength(0);
    expect(openPorts()).toBe(2);
  });

  test('ends in an error where the frame does not answer, and leaves nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
    const payment = start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await payment).toEqual({ error: expect.objectContaining({ code: 'frame_timeout' }) });
    expect(agents()).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe('createToken', () => {
  test('sends the data that goes with the card, and gives the token', async () => {
    shop.frame.answer = () => ({ value: { id: 'tok_1', object: 'token' } });
    expect(await shop.payframe.createToken(shop.card, { name: 'Jenny', address_zip: '10115' })).toEqual({
      token: { id: 'tok_1', object: 'token' },
    });
    expect(lastCall()).toMatchObject({
      method: 'createToken',
      params: { name: 'Jenny', address_zip: '10115' },
    });
  });

  test.each<[string, unknown, unknown]>([
    ['account', { tos_shown_and_accepted: true, company: undefined }, { tos_shown_and_accepted: true }],
    ['pii', { personal_id_number: '000000000' }, { personal_id_number: '000000000' }],
    ['person', null, null],
  ])('sends the data of an %s, which the page has itself, by a hidden frame', async (type, data, sent) => {
    const call = loose().createToken?.(type, data);
    const agent = await frameOf(
      document.querySelector<HTMLIFrameElement>('iframe[src$="/frame/v1/agent.html"]') ?? undefined,
    ).start();
    expect(await call).toEqual({ token: { id: 'pm_1' } });
    expect(agent.of('call')).toMatchObject([{ method: 'createToken', params: { [type]: sent } }]);
    expect(shop.frame.of('call')).toEqual([]);
  });
});

test.each<[string, string | undefined, string, boolean]>([
  ['api_connection_error', 'frame_timeout', 'frame_timeout', true],
  // A page's policy stays as it is until the page is loaded again.
  ['api_connection_error', 'frame_blocked', 'frame_blocked', false],
  ['api_error', undefined, 'api_error', true],
  ['rate_limit_error', 'rate_limit', 'rate_limit', true],
  ['invalid_request_error', 'lock_timeout', 'lock_timeout', true],
  ['invalid_request_error', 'parameter_unknown', 'parameter_unknown', false],
  ['card_error', 'card_declined', 'card_declined', false],
])(
  'an error (%s, %s) names its page on the host, and says whether to try again',
  async (type, code, anchor, retryable) => {
    shop.frame.answer = () => ({ error: { type, message: 'No.', ...(code && { code }) } });
    const { error } = await shop.payframe.createToken(shop.card);
    expect(error).toMatchObject({ doc_url: `${host}/docs/errors.html#${anchor}`, retryable });
  },
);

describe("an error of the API's", () => {
  test('is the result, a real Error with all its fields', async () => {
    const error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Declined.',
      param: 'number',
      doc_url: 'https://x.example',
    };
    shop.frame.answer = () => ({ error });
    const result = await shop.payframe.createToken(shop.card);
    expect(result.token).toBeUndefined();
    expect(result.error).toBeInstanceOf(PayframeError);
    expect({ ...result.error }).toEqual({ ...error, retryable: false });
    expect(result.error?.name).toBe('PayframeError');
  });
});

describe('a mistake of the integration rejects', () => {
  const other = () => makePayframe().elements().create('card');
  test.each<[string, () => Promise<unknown> | undefined]>([
    ['no Element', () => loose().createToken?.()],
    ['null', () => loose().createToken?.(null)],
    ['an object that is none', () => loose().createToken?.({})],
    ["another Payframe object's Element", () => shop.payframe.createToken(other())],
    [
      'an Element that is not mounted',
      () => shop.payframe.createPaymentMethod({ element: shop.payframe.elements().create('card') }),
    ],
    ['no card', () => createPaymentMethod({ type: 'card' })],
    ['a group without Elements', () => createPaymentMethod({ elements: shop.payframe.elements() })],
    ['a group that is none', () => createPaymentMethod({ elements: {} })],
    ['data that are no object', () => loose().createToken?.(shop.card, 'Jenny')],
  ])('%s', async (_, run) => {
    const error = await run()?.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IntegrationError);
    expect(shop.frame.of('call')).toEqual([]);
  });

  test('an Element that was unmounted, or destroyed', async () => {
    shop.card.unmount();
    await expect(shop.payframe.createToken(shop.card)).rejects.toMatchObject({ code: 'element_not_mounted' });
    shop.card.destroy();
    await expect(shop.payframe.createToken(shop.card)).rejects.toMatchObject({ code: 'element_not_mounted' });
  });
});

describe('an Element found through proxies', () => {
  test.each<[string, () => unknown]>([
    ['a deep Proxy', () => reactive(shop.card)],
    ['a Proxy of a Proxy', () => reactive(reactive({ card: shop.card }).card)],
    ['a read-only Proxy', () => new Proxy(shop.card, { set: () => false, defineProperty: () => false })],
  ])('works in calls and by its methods: %s', async (_, wrap) => {
    const card = wrap() as Shop['card'];
    expect(await shop.payframe.createToken(card)).toEqual({ token: { id: 'pm_1' } });
    expect(await reactive(shop.payframe).createPaymentMethod({ type: 'card', card })).toEqual({
      paymentMethod: { id: 'pm_1' },
    });
    card.clear();
    const { focus } = card;
    focus();
    await flush();
    expect(shop.frame.of('clear')).toHaveLength(1);
    expect(shop.frame.of('focus')).toHaveLength(1);
  });

  test('a group is found through one too', async () => {
    const elements = reactive(shop.elements);
    expect(elements.getElement('card')).not.toBeNull();
    expect(await createPaymentMethod({ elements })).toEqual({ paymentMethod: { id: 'pm_1' } });
  });
});

describe('the agent of a call', () => {
  test('names the wrappers, once each, however often they register', async () => {
    const { payframe } = shop;
    const wrapper = payframe as unknown as { _registerWrapper(info: object): void };
    wrapper._registerWrapper({ name: 'stripe-js', version: '10.2.1', startTime: 1 });
    for (let time = 0; time < 2; time++) {
      payframe.registerAppInfo({ name: 'react-payframe', version: '1.0.0', url: 'https://x.example' });
    }
    payframe.registerAppInfo({ name: 'svelte-stripe' });
    await payframe.createToken(shop.card);
    expect(lastCall()?.agent).toBe(
      'payframe/0.0.0-test; stripe-js/10.2.1; react-payframe/1.0.0; svelte-stripe',
    );
  });

  test.each([
    undefined,
    null,
    {},
    { name: 5 },
    { name: '' },
    { name: 'x'.repeat(500) },
    { name: 'x', version: { a: 1 } },
  ])('stands anything that is registered: %j', async (info) => {
    shop.payframe.registerAppInfo(info as never);
    await shop.payframe.createToken(shop.card);
    expect(lastCall()?.agent).toMatch(/^payframe.{0,80}$/);
  });
});

describe('an AbortSignal', () => {
  test.each<[string, (signal: AbortSignal) => Promise<object>]>([
    ['createToken(card)', (signal) => shop.payframe.createToken(shop.card, {}, { signal })],
    [
      'createPaymentMethod({type, card})',
      (signal) => shop.payframe.createPaymentMethod({ type: 'card', card: shop.card, signal }),
    ],
    [
      'createPaymentMethod({elements})',
      (signal) => shop.payframe.createPaymentMethod({ elements: shop.elements, signal }),
    ],
  ])('ends the wait of %s, and goes nowhere', async (_, call) => {
    shop.frame.answer = () => undefined;
    const controller = new AbortController();
    const outcome = call(controller.signal);
    await flush();
    controller.abort();
    expect(await outcome).toEqual({
      error: expect.objectContaining({ type: 'api_connection_error', code: 'aborted' }),
    });
    expect(lastCall()?.params).not.toHaveProperty('signal');
  });
});

describe('a polluted Object.prototype', () => {
  const polluted = Object.prototype as Record<string, unknown>;
  const pollute = (...names: string[]) => {
    for (const name of names) polluted[name] = () => '*';
    return () => {
      for (const name of names) Reflect.deleteProperty(polluted, name);
    };
  };

  test('changes neither what is sent nor what comes back [M14]', async () => {
    shop.frame.answer = ({ method }) =>
      method === 'createToken'
        ? { error: { type: 'card_error', message: 'No.' } }
        : { value: { id: 'pm_1' } };
    const clean = pollute('error', 'height', 'transfer', 'targetOrigin', 'method', 'signal');
    try {
      const bad = await shop.payframe.createToken(shop.card, { name: 'Jenny' });
      const good = await shop.payframe.createPaymentMethod({ type: 'card', card: shop.card });
      shop.frame.send({ type: 'focus' });
      await flush();
      clean();
      expect(Object.keys(bad)).toEqual(['error']);
      expect(bad.error?.message).toBe('No.');
      expect(good).toEqual({ paymentMethod: { id: 'pm_1' } });
      expect(shop.frame.of('call').map(({ params }) => params)).toEqual([{ name: 'Jenny' }, {}]);
      expect(shop.frame.iframe.style.height).toBe('24px');
    } finally {
      clean();
    }
  });

  test('with a `value` turns no error into a success', async () => {
    shop.frame.answer = () => undefined;
    const call = shop.payframe.createToken(shop.card);
    await flush();
    const { port } = shop.frame;
    const deliver = port?.peer?.onmessage;
    const data = { type: 'result', id: 1, error: { type: 'card_error', message: 'No.' } };
    const clean = pollute('value');
    deliver?.({ data });
    clean();
    expect(await call).toEqual({ error: expect.objectContaining({ type: 'card_error' }) });
  });

  test('with a `get` and a `set` breaks no property that the SDK defines', () => {
    const clean = pollute('get', 'set', 'value', 'writable', 'enumerable', 'configurable');
    let refused: unknown;
    let works: unknown;
    try {
      works = makePayframe({ locale: 'de' })
        .elements({ locale: 'de' })
        .create('card', { style: { base: { color: 'red' } } });
      makePayframe({ host: 'http://pay.example' });
    } catch (error) {
      refused = error;
    } finally {
      clean();
    }
    expect(works).toBeTypeOf('object');
    expect(refused).toMatchObject({ name: 'IntegrationError', code: 'host_insecure' });
  });
});

test('two calls at once get each its own answer, in whatever order they come [F19]', async () => {
  const calls: number[] = [];
  shop.frame.answer = ({ id }) => {
    calls.push(id as number);
    return undefined;
  };
  const both = Promise.all([
    shop.payframe.createToken(shop.card),
    shop.payframe.createPaymentMethod({ element: shop.card }),
  ]);
  await flush();
  for (const id of calls.reverse()) shop.frame.send({ type: 'result', id, value: { id: `id_${id}` } });
  expect(await both).toEqual([{ token: { id: 'id_1' } }, { paymentMethod: { id: 'id_2' } }]);
});

test('a result that comes twice, or for a call that is none, changes nothing [F19]', async () => {
  shop.frame.answer = ({ id }) => {
    shop.frame.send({ type: 'result', id: 77, value: { id: 'x' } });
    shop.frame.send({ type: 'result', id, value: { id: 'first' } });
    return { value: { id: 'second' } };
  };
  expect(await shop.payframe.createToken(shop.card)).toEqual({ token: { id: 'first' } });
});

test('no console line is written in a healthy flow', async () => {
  const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) => vi.spyOn(console, name));
  await shop.payframe.createToken(shop.card);
  shop.card.destroy();
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});
