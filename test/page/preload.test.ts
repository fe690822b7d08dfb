// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PayframeError } from '../../src/page/index.js';
import { PROTOCOL } from '../../src/wire/index.js';
import { flush, frameOf, host, installFakes, openPorts, removeFakes } from './fake-frame.js';
import { makePayframe, thrown } from './shop.js';

beforeEach(installFakes);
afterEach(() => {
  vi.useRealTimers();
  removeFakes();
});

const iframes = () => [...document.querySelectorAll('iframe')];

test('nothing is loaded for a page that does not ask for it', () => {
  makePayframe();
  makePayframe({ preload: [] });
  expect(iframes()).toEqual([]);
});

test('each Element is loaded in a hidden frame, which is gone once it has loaded all that calls need', async () => {
  makePayframe({ preload: ['card', 'iban'] });
  const loading = iframes();
  expect(loading.map(({ src }) => src)).toEqual([`${host}/frame/v1/card.html`, `${host}/frame/v1/iban.html`]);
  expect(loading.map(({ style }) => style.display)).toEqual(['none', 'none']);
  const card = frameOf(loading[0]);
  card.answer = () => undefined;
  await card.start();
  expect(card.of('call')).toMatchObject([{ method: 'prepare', params: {} }]);
  expect(iframes()).toEqual(loading);
  card.send({ type: 'result', id: 1, value: {} });
  await flush();
  expect(iframes()).toEqual([loading[1]]);
  await frameOf(loading[1]).start();
  expect(iframes()).toEqual([]);
  expect(openPorts()).toBe(0);
});

test('the Element itself is mounted meanwhile in a frame of its own', async () => {
  const payframe = makePayframe({ preload: ['card'] });
  document.body.append(Object.assign(document.createElement('div'), { id: 'card' }));
  const card = payframe.elements().create('card');
  card.mount('#card');
  expect(iframes()).toHaveLength(2);
  await frameOf(iframes()[0]).start();
  expect(iframes()).toEqual([document.querySelector('#card iframe')]);
  card.destroy();
  expect(iframes()).toEqual([]);
});

test.each<[string, (frame: ReturnType<typeof frameOf>) => void]>([
  ['does not load', () => {}],
  ['has no script', (frame) => frame.load()],
  [
    'refuses the page',
    (frame) => {
      frame.load();
      frame.send({
        type: 'refused',
        protocol: PROTOCOL,
        error: { type: 'invalid_request_error', message: 'No.' },
      });
    },
  ],
])('a frame that %s is taken away, and leaves the page in peace', async (_, happen) => {
  vi.useFakeTimers();
  const written = vi.spyOn(console, 'warn');
  makePayframe({ preload: ['card'] });
  happen(frameOf(iframes()[0]));
  await vi.advanceTimersByTimeAsync(70_000);
  expect(iframes()).toEqual([]);
  expect(openPorts()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(written).not.toHaveBeenCalled();
});

test('a type that is none is refused by name', () => {
  const error = thrown(() => makePayframe({ preload: ['payments' as 'card'] })) as PayframeError;
  expect(error).toBeInstanceOf(PayframeError);
  expect(error).toMatchObject({ code: 'unknown_element', param: 'type' });
  expect(error.message).toContain('"payments"');
  expect(iframes()).toEqual([]);
});
