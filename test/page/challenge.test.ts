// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { authenticate } from '../../src/page/later/challenge.js';
import { openFrame } from '../../src/page/link/frame-link.js';
import { publishable } from '../keys/make-keys.js';
import { flush, frameIn, host, installFakes, openPorts, removeFakes } from './fake-frame.js';

/** As much of a style sheet as jsdom lacks. */
class FakeSheet {
  text = '';
  replaceSync(text: string) {
    this.text = text;
  }
}

beforeEach(() => {
  installFakes();
  vi.stubGlobal('CSSStyleSheet', FakeSheet);
  Object.assign(document, { adoptedStyleSheets: [] });
  const prototype = HTMLDialogElement.prototype as HTMLDialogElement;
  prototype.showModal = function () {
    this.open = true;
  };
  prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
});
afterEach(removeFakes);

const context = {
  key: publishable,
  host,
  loadTimeout: 10_000,
  group: '',
  locale: () => 'de',
  agent: () => 'payframe/0',
  openFrame,
  authenticate,
  serveFrame() {},
};
const params = { client_secret: 'pi_1_secret_2', url: 'https://bank.example/1', source: 'payatt_1' };
const sheets = () => (document.adoptedStyleSheets as unknown as FakeSheet[]).map(({ text }) => text);
const dialog = () => document.querySelector('dialog') as HTMLDialogElement;

/** An authentication whose frame has not been answered for. */
async function begin() {
  const outcome = authenticate(context, params);
  const frame = frameIn(dialog());
  frame.answer = () => undefined;
  await frame.start();
  return { outcome, frame };
}

test('asks the challenge’s frame, over the page, and leaves nothing when it is answered', async () => {
  const outcome = authenticate(context, params);
  const frame = frameIn(dialog());
  frame.answer = () => ({ value: { id: 'pi_1' } });
  await frame.start();
  expect(frame.iframe.src).toBe(`${host}/frame/v1/challenge.html`);
  expect(frame.init?.options).toEqual({ locale: 'de', colorScheme: 'light' });
  expect(frame.of('call')).toMatchObject([{ method: 'authenticate', params }]);
  expect((await outcome).value).toEqual({ id: 'pi_1' });
  expect(document.body.childElementCount).toBe(0);
  expect(sheets()).toEqual([]);
  expect(openPorts()).toBe(0);
});

test('has no secret and no address in what a page’s script can read of the frame', async () => {
  const { frame } = await begin();
  expect(dialog().outerHTML).not.toMatch(/secret|bank\.example|payatt/);
  expect(frame.iframe.name).toBe('');
});

test.each(['cancel', 'close'])(
  'tells the frame of the browser’s %s, and waits for its answer',
  async (type) => {
    const { outcome, frame } = await begin();
    const event = new Event(type, { cancelable: true });
    dialog().dispatchEvent(event);
    await flush();
    expect(frame.of('cancel')).toHaveLength(1);
    expect(event.defaultPrevented).toBe(true);
    expect(dialog().open).toBe(true);
    frame.send({ type: 'result', id: 1, error: { type: 'invalid_request_error', message: 'Left.' } });
    expect((await outcome).error?.message).toBe('Left.');
  },
);

test('is called what the frame calls itself', async () => {
  const { frame } = await begin();
  frame.send({ type: 'title', title: 'Bestätigung' });
  await flush();
  expect(frame.iframe.title).toBe('Bestätigung');
  expect(dialog().ariaLabel).toBe('Bestätigung');
});

test('locks the scrolling once for each dialog, and unlocks its own', async () => {
  const first = await begin();
  const second = authenticate(context, params);
  expect(sheets()).toHaveLength(2);
  for (const sheet of sheets()) expect(sheet).toContain('overflow:hidden!important');
  first.frame.send({ type: 'result', id: 1, value: {} });
  await first.outcome;
  expect(sheets()).toHaveLength(1);
  const frame = await frameIn(dialog()).start();
  expect((await second).value).toEqual({ id: 'pm_1' });
  expect(frame.of('call')).toHaveLength(1);
  expect(sheets()).toEqual([]);
});

test('gives the focus back to where it was', async () => {
  const button = document.body.appendChild(document.createElement('button'));
  button.focus();
  const { outcome, frame } = await begin();
  button.blur();
  frame.send({ type: 'result', id: 1, value: {} });
  await outcome;
  expect(document.activeElement).toBe(button);
});

test('settles if the frame is no longer the host’s', async () => {
  const { outcome, frame } = await begin();
  frame.load();
  expect((await outcome).error?.code).toBe('frame_navigated');
  expect(document.querySelector('dialog')).toBeNull();
});
