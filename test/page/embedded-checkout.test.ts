// @vitest-environment jsdom
/** What the page does of what the frame of an embedded Checkout tells it. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Payframe, type PayframeOptions } from '../../src/page/index.js';
import type { Frames } from '../../src/page/link/frame-context.js';
import type { FrameLink, FrameLinkOptions } from '../../src/page/link/frame-link.js';
import type { JsonObject, PageMessage } from '../../src/wire/index.js';

type WithFrames = (key: string, options: PayframeOptions, frames: Frames) => Payframe;

const clientSecret = 'cs_test_1_secret_2';

let destroy = () => {};
afterEach(() => destroy());

/** Shows an embedded Checkout whose frame the test plays. */
async function show(handlers: object = {}) {
  const sent: PageMessage[] = [];
  const asked: unknown[] = [];
  let options: FrameLinkOptions | undefined;
  const openFrame = (_: unknown, container: Node, given: FrameLinkOptions): FrameLink => {
    options = given;
    const iframe = document.createElement('iframe');
    iframe.scrollIntoView = () => {};
    container.appendChild(iframe);
    const ask = async (...call: unknown[]) => {
      asked.push(call.slice(0, 2));
      return { value: {} };
    };
    return { iframe, ask, send: (message) => void sent.push(message), close: () => iframe.remove() };
  };
  const frames: Frames = { openFrame, authenticate: () => Promise.reject(new Error('nobody asks')) };
  const payframe = (Payframe as unknown as WithFrames)(
    'pk_test_51ABCDEFGHIJKLMNOPQRSTUV',
    { host: 'https://pay.example' },
    frames,
  );
  const checkout = await payframe.createEmbeddedCheckoutPage({ clientSecret, ...handlers });
  destroy = () => checkout.destroy();
  checkout.mount(document.body);
  const tell = (name: string, details: JsonObject) => options?.onMessage?.({ type: 'event', name, details });
  const answers = () =>
    sent.flatMap((message) => (message.type === 'update' && message.options.answer) || []);
  return { answers, asked, options: () => options?.options?.(), tell };
}

describe('the frame of an embedded Checkout', () => {
  test('gets the secret only through its port, and the names of the existing handlers', async () => {
    const { asked, options } = await show({ onComplete() {}, onLineItemsChange() {} });
    expect(asked).toEqual([['prepare', { client_secret: clientSecret }]]);
    expect(JSON.stringify(options())).not.toContain('secret');
    expect(options()).toMatchObject({ asks: ['onComplete', 'onLineItemsChange'] });
  });

  test('cannot run a script in the page by the address that it leads to [C4]', async () => {
    const onComplete = vi.fn();
    const { tell } = await show({ onComplete });
    const before = location.href;
    for (const address of ['javascript:document.title="run"', 'JavaScript:document.title="run"', 'nonsense'])
      tell('complete', { address });
    await new Promise((resolve) => setTimeout(resolve));
    expect([location.href, document.title]).toEqual([before, '']);
    tell('complete', { address: null });
    tell('complete', { address: null });
    expect(onComplete).toHaveBeenCalledOnce();
  });

  test('gets an answer to all that it asks, also of a handler that is not there, or fails', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { answers, tell } = await show({
      onLineItemsChange: async () => ({ type: 'reject', errorMessage: 'Sold out' }),
      onShippingDetailsChange: async () => Promise.reject(new Error('offline')),
    });
    const names = ['onLineItemsChange', 'onShippingDetailsChange', 'onOther', 'constructor'];
    for (const [id, name] of names.entries()) tell(name, { id, event: {} });
    await vi.waitFor(() => expect(answers()).toHaveLength(4));
    expect(answers()).toEqual(
      expect.arrayContaining([
        { id: 0, type: 'reject', errorMessage: 'Sold out' },
        { id: 1, type: 'reject', errorMessage: '' },
        { id: 2, type: 'accept' },
        { id: 3, type: 'accept' },
      ]),
    );
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });
});
