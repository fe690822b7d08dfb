// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { flush, frameIn, installFakes, removeFakes } from './fake-frame.js';
import { makeContainer, makePayframe } from './shop.js';

const answers = new Map<string, () => Response | Promise<Response>>();
const asked = vi.fn((url: string, _init?: RequestInit) => {
  const answer = answers.get(url);
  return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('Failed to fetch'));
});

let made = 0;

beforeEach(() => {
  installFakes();
  vi.stubGlobal('fetch', asked);
  asked.mockClear();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

afterEach(removeFakes);

/** A shop whose frame has answered, and an address that no other test has asked for. */
async function setUp(answer?: () => Response | Promise<Response>) {
  const url = `/font-${++made}.woff2`;
  if (answer) answers.set(url, answer);
  const elements = makePayframe().elements({ fonts: [{ family: 'A', src: `url(${url})` }] });
  const container = makeContainer(`font-${made}`);
  const card = elements.create('card');
  card.mount(container);
  const frame = await frameIn(container).start();
  return { url, elements, card, frame };
}

test('a page fetches nothing unasked, and names its fonts to the frame', async () => {
  const { frame, url } = await setUp();
  expect(asked).not.toHaveBeenCalled();
  expect(frame.init?.options).toMatchObject({ fonts: [{ family: 'A', src: `url(${url})` }] });
});

test('a file that a frame asks for comes as bytes, and is fetched once for all frames, without a cookie', async () => {
  const { frame, url, elements } = await setUp(() => new Response(new Uint8Array([1, 2, 3])));
  const other = makeContainer('other');
  elements.create('cardCvc').mount(other);
  const second = await frameIn(other).start();
  for (const one of [frame, second, frame]) one.send({ type: 'fetch', url });
  await vi.waitFor(() => expect([frame, second].map((one) => one.of('fetched').length)).toEqual([2, 1]));
  expect(asked.mock.calls).toEqual([[url, { credentials: 'omit' }]]);
  const [{ file }] = second.of('fetched') as unknown as [{ file: { bytes: ArrayBuffer } }];
  expect([...new Uint8Array(file.bytes)]).toEqual([1, 2, 3]);
});

test.each([
  ['is not there', () => new Response('no', { status: 404 })],
  ['is larger than 1 MB', () => new Response(new Uint8Array(1024 * 1024 + 1))],
  ['cannot be reached', undefined],
])('a file that %s comes as nothing', async (_, answer) => {
  const { frame, url } = await setUp(answer);
  frame.send({ type: 'fetch', url });
  await vi.waitFor(() => expect(frame.of('fetched')).toHaveLength(1));
  const [message] = frame.of('fetched');
  expect(message?.url).toBe(url);
  expect(message?.file).toBeUndefined();
});

test('a file that comes after the Element has gone is dropped without a word', async () => {
  let arrive = () => {};
  const arrived = new Promise<Response>((resolve) => {
    arrive = () => resolve(new Response('x'));
  });
  const { frame, url, card } = await setUp(() => arrived);
  frame.send({ type: 'fetch', url });
  await flush();
  card.destroy();
  arrive();
  // What would be sent is sent some turns after the file is there.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(frame.of('fetched')).toEqual([]);
});

test('what a frame left out is said once a page, whatever frame says it', async () => {
  const options = ['fonts: A: no font could be loaded'];
  const [first, second] = [await setUp(), await setUp()];
  for (const { frame } of [first, second, first]) frame.send({ type: 'dropped', options });
  await flush();
  first.frame.send({ type: 'dropped', options: [...options, 'style.base.top: not supported'] });
  await flush();
  const lines = vi.mocked(console.warn).mock.calls.map(([line]) => `${line}`);
  expect(lines).toEqual([
    `Payframe left out what it cannot use:\n${options[0]}`,
    'Payframe left out what it cannot use:\nstyle.base.top: not supported',
  ]);
});
