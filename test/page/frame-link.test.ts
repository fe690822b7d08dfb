// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CardElementEvents, PayframeError } from '../../src/page/index.js';
import { PROTOCOL } from '../../src/wire/index.js';
import { type FakeFrame, flush, frameIn, host, installFakes, openPorts, removeFakes } from './fake-frame.js';
import { makeContainer, makePayframe, makeShop, type Shop } from './shop.js';

type LoadError = CardElementEvents['loaderror'];
let errors: LoadError[];
let shop: Shop;
let container: HTMLElement;

const pass = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  await flush();
};
const codes = () => errors.map(({ error }) => error.code);
const nothingLeft = () =>
  expect([document.querySelector('iframe'), openPorts(), vi.getTimerCount()]).toEqual([null, 0, 0]);

/** An Element that is mounted, and whose frame has not answered yet. */
function mountOnly(
  node: HTMLElement = makeContainer('second'),
): { frame: FakeFrame } & Omit<Shop, 'frame' | 'container'> {
  container = node;
  const payframe = makePayframe();
  const elements = payframe.elements();
  const card = elements.create('card');
  card.on('loaderror', (event) => errors.push(event));
  card.mount(container);
  return {
    payframe,
    elements,
    card,
    frame: node.isConnected ? frameIn(node) : (undefined as unknown as FakeFrame),
  };
}

async function start() {
  shop = await makeShop();
  shop.card.on('loaderror', (event) => errors.push(event));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  installFakes();
  errors = [];
});
afterEach(() => {
  removeFakes();
  vi.useRealTimers();
});

describe('the handshake', () => {
  test('of a frame that was taken off the page with its node ends, and nothing waits for it', async () => {
    mountOnly();
    await pass(5_000);
    container.remove();
    await pass(5_000);
    expect(codes()).toEqual(['frame_removed']);
    nothingLeft();
  });

  test('that gets no answer ends after 10 seconds, and the Element can be mounted again', async () => {
    const { card, payframe, frame } = mountOnly();
    const call = payframe.createToken(card);
    frame.load();
    await pass(9_999);
    expect(codes()).toEqual([]);
    await pass(1);
    expect(errors).toEqual([{ elementType: 'card', error: expect.any(PayframeError) }]);
    expect(errors[0]?.error).toMatchObject({ type: 'api_connection_error', code: 'frame_timeout' });
    expect(await call).toEqual({ error: expect.objectContaining({ code: 'frame_timeout' }) });
    nothingLeft();
    card.mount(container);
    await frameIn(container).start();
    await pass(60_000);
    expect(codes()).toEqual(['frame_timeout']);
    expect(await payframe.createToken(card)).toEqual({ token: { id: 'pm_1' } });
  });

  test('that never begins, since the frame never loads, ends too, and says so', async () => {
    mountOnly();
    await pass(10_000);
    expect(codes()).toEqual(['frame_timeout']);
    expect(errors[0]?.error.message).toContain('did not load within 10 seconds');
  });

  test('of a document that does not answer is tried again, and continues if that one answers', async () => {
    const { frame, card, payframe } = mountOnly();
    const append = vi.spyOn(container, 'appendChild');
    frame.answersPings = false;
    frame.load();
    await pass(4_999);
    expect(append).not.toHaveBeenCalled();
    await pass(1);
    expect(append.mock.calls).toEqual([[frame.iframe]]);
    expect(openPorts()).toBe(0);
    await frame.start();
    await pass(60_000);
    expect(codes()).toEqual([]);
    expect(await payframe.createToken(card)).toMatchObject({ token: {} });
  });

  test('of a document without life ends after two tries, with what is known of the reason', async () => {
    const { frame } = mountOnly();
    const append = vi.spyOn(container, 'appendChild');
    frame.answersPings = false;
    frame.load();
    await pass(5_000);
    frame.load();
    await pass(4_999);
    expect(codes()).toEqual([]);
    await pass(1);
    expect(append).toHaveBeenCalledTimes(1);
    expect(codes()).toEqual(['frame_timeout']);
    expect(errors[0]?.error.message).toContain('its host is down, or refuses this page');
    nothingLeft();
  });

  test('of a document that never comes is tried again automatically, in the time that the page sets', async () => {
    container = makeContainer('second');
    const card = makePayframe({ loadTimeout: 3_000 }).elements().create('card');
    card.on('loaderror', (event) => errors.push(event));
    card.mount(container);
    const append = vi.spyOn(container, 'appendChild');
    await pass(1_499);
    expect(append).not.toHaveBeenCalled();
    await pass(1);
    expect(append).toHaveBeenCalledTimes(1);
    await pass(1_499);
    expect(codes()).toEqual([]);
    await pass(1);
    expect(append).toHaveBeenCalledTimes(1);
    expect(codes()).toEqual(['frame_timeout']);
    expect(errors[0]?.error.message).toContain('did not load within 3 seconds');
  });

  test('of a frame that lives, and takes long until it is ready, is not tried again', async () => {
    const { frame } = mountOnly();
    const append = vi.spyOn(container, 'appendChild');
    frame.load();
    await pass(9_000);
    frame.send({ type: 'ready', protocol: PROTOCOL, height: 24 });
    await flush();
    expect(append).not.toHaveBeenCalled();
    expect(codes()).toEqual([]);
  });

  test('of a frame that has the focus is not tried again: a person may be typing in it', async () => {
    const { frame } = mountOnly();
    const append = vi.spyOn(container, 'appendChild');
    frame.answersPings = false;
    frame.load();
    frame.iframe.focus();
    await pass(9_000);
    expect(append).not.toHaveBeenCalled();
    frame.send({ type: 'ready', protocol: PROTOCOL, height: 24 });
    await flush();
    await pass(60_000);
    expect(codes()).toEqual([]);
  });

  const blocked = (details: object) =>
    document.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), {
        blockedURI: host,
        disposition: 'enforce',
        effectiveDirective: 'frame-src',
        ...details,
      }),
    );

  test('that the page’s policy forbids ends at once, and says the directive to add', async () => {
    mountOnly();
    blocked({});
    expect(errors[0]?.error).toMatchObject({
      code: 'frame_blocked',
      message: expect.stringContaining(`needs frame-src ${host}.`),
    });
    nothingLeft();
  });

  test.each([
    { blockedURI: `${host}.evil.example` },
    { blockedURI: 'https://pay.exam' },
    { disposition: 'report' },
    { effectiveDirective: 'script-src-elem' },
  ])('does not end for what else a policy objects to: %o', async (details) => {
    const { frame } = mountOnly();
    blocked(details);
    await frame.start();
    blocked({});
    expect(codes()).toEqual([]);
  });

  test('is offered to the very host that was given, whatever a page has made of URLs since', async () => {
    const payframe = makePayframe();
    const card = payframe.elements().create('card');
    const origin = vi.spyOn(URL.prototype, 'origin', 'get').mockReturnValue('https://evil.example');
    try {
      card.mount(makeContainer());
      frameIn().load();
      expect(frameIn().origin).toBe(host);
      expect(frameIn().iframe.src).toBe(`${host}/frame/v1/card.html`);
    } finally {
      origin.mockRestore();
    }
  });

  test('has its whole time from when a detached node joins the document', async () => {
    const node = document.createElement('div');
    mountOnly(node);
    await pass(39_990);
    expect(codes()).toEqual([]);
    document.body.append(node);
    await pass(9_000);
    expect(codes()).toEqual([]);
    await frameIn(node).start();
    await pass(60_000);
    expect(codes()).toEqual([]);
  });

  test('in a node that has joined the document ends when the frame does not answer', async () => {
    const node = document.createElement('div');
    mountOnly(node);
    await pass(15_000);
    document.body.append(node);
    await pass(20_000);
    expect(codes()).toEqual(['frame_timeout']);
  });

  test.each([0, PROTOCOL - 1, PROTOCOL + 1, 1.5, -1])(
    'with a frame of protocol %s ends at once [M18]',
    async (protocol) => {
      const { frame } = mountOnly();
      frame.load();
      frame.send({ type: 'ready', protocol, height: 1 });
      await flush();
      expect(codes()).toEqual(['frame_version_mismatch']);
      expect(errors[0]?.error.message).toContain(`protocol ${protocol}, not ${PROTOCOL}`);
      nothingLeft();
    },
  );

  test('that the frame refuses tells its reason, whatever its version', async () => {
    const { frame, card, payframe } = mountOnly();
    const call = payframe.createToken(card);
    frame.load();
    frame.send({
      type: 'refused',
      protocol: 9,
      error: { type: 'invalid_request_error', code: 'insecure_page', message: 'No.' },
    });
    await flush();
    expect(errors[0]?.error).toMatchObject({
      type: 'invalid_request_error',
      code: 'insecure_page',
      message: 'No.',
    });
    expect(await call).toEqual({ error: expect.objectContaining({ code: 'insecure_page' }) });
    nothingLeft();
  });

  test('of an Element that is destroyed meanwhile ends in silence', async () => {
    const { card, frame, payframe } = mountOnly();
    const call = payframe.createToken(card);
    frame.load();
    card.destroy();
    expect(await call).toEqual({ error: expect.objectContaining({ code: 'element_unmounted' }) });
    await pass(60_000);
    expect(codes()).toEqual([]);
    nothingLeft();
  });
});

describe('a frame that is navigated or reloads', () => {
  test('is taken away; calls in flight get the error', async () => {
    await start();
    shop.frame.answer = () => undefined;
    const call = shop.payframe.createToken(shop.card);
    await flush();
    shop.frame.load();
    expect(await call).toEqual({ error: expect.objectContaining({ code: 'frame_navigated' }) });
    expect(codes()).toEqual(['frame_navigated']);
    nothingLeft();
  });

  test('gets no second port and no key [M23]', async () => {
    await start();
    const { frame } = shop;
    frame.init = frame.port = undefined;
    frame.load();
    await flush();
    expect(frame.init).toBeUndefined();
  });

  test('before it answered, too', async () => {
    const { frame } = mountOnly();
    frame.load();
    frame.load();
    expect(codes()).toEqual(['frame_navigated']);
    nothingLeft();
  });
});

describe('a frame that is moved in the page', () => {
  test('is created again in its container, with no error except for calls in flight', async () => {
    await start();
    const ready = vi.fn();
    shop.card.on('ready', ready);
    shop.frame.answer = () => undefined;
    const call = shop.payframe.createToken(shop.card);
    await flush();
    for (let round = 1; round < 4; round++) {
      frameIn().move();
      await frameIn().start();
      expect(shop.container.querySelectorAll('iframe')).toHaveLength(1);
      expect(ready).toHaveBeenCalledTimes(round);
    }
    expect(await call).toEqual({ error: expect.objectContaining({ code: 'frame_navigated' }) });
    expect(codes()).toEqual([]);
    expect(await shop.payframe.createToken(shop.card)).toMatchObject({ token: {} });
  });

  test('tells that it is empty now, where it was not', async () => {
    await start();
    const change = vi.fn();
    shop.card.on('change', change);
    shop.frame.move();
    const frame = await frameIn().start();
    expect(change).not.toHaveBeenCalled();
    const state = { empty: false, complete: true, brand: 'visa', value: { postalCode: '94110' } };
    frame.send({ type: 'change', state });
    await flush();
    frame.move();
    expect(change).toHaveBeenLastCalledWith({
      elementType: 'card',
      empty: true,
      complete: false,
      error: undefined,
      brand: 'unknown',
      value: { postalCode: '' },
    });
    expect(shop.container.className).toBe('StripeElement StripeElement--empty');
  });

  test('before it answered, too', async () => {
    const { frame, card, payframe } = mountOnly();
    frame.load();
    frame.move();
    await frameIn().start();
    expect(codes()).toEqual([]);
    expect(await payframe.createToken(card)).toMatchObject({ token: {} });
  });

  test('and is navigated then, is none of the host', async () => {
    await start();
    shop.frame.move();
    const frame = await frameIn().start();
    frame.load();
    expect(codes()).toEqual(['frame_navigated']);
    nothingLeft();
  });
});

describe('a call after the frame has failed', () => {
  test('resolves to why, since no mistake of the page is in it, until the Element is unmounted', async () => {
    await start();
    shop.frame.load();
    expect(await shop.payframe.createToken(shop.card)).toEqual({
      error: expect.objectContaining({ type: 'api_connection_error', code: 'frame_navigated' }),
    });
    expect(await shop.elements.submit()).toMatchObject({ error: { code: 'frame_navigated' } });
    shop.card.unmount();
    await expect(shop.payframe.createToken(shop.card)).rejects.toMatchObject({ code: 'element_not_mounted' });
  });
});

describe('a call in flight', () => {
  beforeEach(async () => {
    await start();
    shop.frame.answer = () => undefined;
  });

  test.each<[string, (shop: Shop) => void, string]>([
    ['unmount', ({ card }) => card.unmount(), 'element_unmounted'],
    ['destroy', ({ card }) => card.destroy(), 'element_unmounted'],
    ['a mount elsewhere', ({ card }) => card.mount(makeContainer('other')), 'element_unmounted'],
  ])('gets its error at %s, and no event is told', async (_, act, code) => {
    const calls = [
      shop.payframe.createToken(shop.card),
      shop.payframe.createPaymentMethod({ element: shop.card }),
    ];
    await flush();
    act(shop);
    for (const call of calls) expect(await call).toEqual({ error: expect.objectContaining({ code }) });
    expect(codes()).toEqual([]);
  });

  test('ends after a minute, though the frame lives', async () => {
    const call = shop.payframe.createToken(shop.card);
    await pass(59_000);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await pass(1_000);
    expect(await call).toEqual({ error: expect.objectContaining({ code: 'frame_timeout' }) });
    expect(codes()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends within 8 seconds where the frame is gone without a sign', async () => {
    shop.frame.answersPings = false;
    const call = shop.payframe.createToken(shop.card);
    await pass(6_000);
    expect(codes()).toEqual([]);
    await pass(2_000);
    expect(await call).toEqual({ error: expect.objectContaining({ code: 'frame_unresponsive' }) });
    expect(codes()).toEqual(['frame_unresponsive']);
    nothingLeft();
  });

  test('does not end for timers that come late, as in a background tab [F20]', async () => {
    const call = shop.payframe.createToken(shop.card);
    // Each beat is a minute late, and each is answered.
    for (let minute = 0; minute < 20; minute++) {
      vi.setSystemTime(Date.now() + 60_000);
      await pass(1_500);
    }
    expect(codes()).toEqual([]);
    expect(shop.frame.of('ping').length).toBeGreaterThanOrEqual(20);
    const { id } = shop.frame.of('call')[0] as unknown as { id: number };
    shop.frame.send({ type: 'result', id, value: { id: 'tok_1' } });
    expect(await call).toEqual({ token: { id: 'tok_1' } });
  });

  test('is kept alive by any message, not only by pongs', async () => {
    shop.frame.answersPings = false;
    const call = shop.payframe.createToken(shop.card);
    for (let second = 0; second < 20; second++) {
      shop.frame.send({ type: 'resize', height: 24 });
      await pass(1_000);
    }
    expect(codes()).toEqual([]);
    shop.card.unmount();
    await call;
  });

  test('is the only reason to ask the frame for signs of life', async () => {
    await pass(60_000);
    expect(shop.frame.of('ping')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    shop.frame.answer = () => ({ value: { id: 'tok_1' } });
    await shop.payframe.createToken(shop.card);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('made before the frame is ready waits for it, without being asked for signs of life', async () => {
    const { card, payframe, frame } = mountOnly();
    const call = payframe.createToken(card);
    await pass(9_000);
    await frame.start();
    expect(await call).toEqual({ token: { id: 'pm_1' } });
  });
});

test('a handler of loaderror may mount the Element again', async () => {
  await start();
  shop.card.once('loaderror', () => shop.card.mount(shop.container));
  shop.frame.load();
  await frameIn(shop.container).start();
  expect(await shop.payframe.createToken(shop.card)).toEqual({ token: { id: 'pm_1' } });
});

test('a heap of junk from the frame is dropped while it works [M16]', async () => {
  await start();
  for (let count = 0; count < 1_000; count++)
    shop.frame.send({ type: 'result', id: count + 5, value: { id: 'x' } });
  shop.frame.send({ type: 'change', state: { deep: 'x'.repeat(100_000) } });
  await flush();
  expect(await shop.payframe.createToken(shop.card)).toEqual({ token: { id: 'pm_1' } });
});
