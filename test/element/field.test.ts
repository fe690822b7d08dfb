// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PayframeFields } from '../../src/element/index.js';
import { Payframe } from '../../src/page/index.js';
import { publishable, secretLive } from '../keys/make-keys.js';
import { flush, frameIn, host, installFakes, removeFakes } from '../page/fake-frame.js';

/** In the place of what jsdom has not: the element's part in a form. */
const internals = {
  setValidity() {},
  setFormValue() {},
  form: null,
};

beforeEach(async () => {
  installFakes();
  vi.stubGlobal('Payframe', Payframe);
  HTMLElement.prototype.attachInternals ??= () => ({}) as ElementInternals;
  vi.spyOn(HTMLElement.prototype, 'attachInternals').mockReturnValue(internals as never);
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      replaceSync() {}
    },
  );
  await import('../../src/element/index.js');
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
  removeFakes();
});

async function show(key = publishable, attributes = ''): Promise<PayframeFields['payframe-card']> {
  document.body.innerHTML = `<payframe-card publishable-key="${key}" host="${host}" ${attributes}></payframe-card>`;
  await flush();
  return document.querySelector('payframe-card') as PayframeFields['payframe-card'];
}

test('a field that could not be loaded says so in its place, and is loaded and focused by its button', async () => {
  const field = await show();
  vi.advanceTimersByTime(60_000);
  expect(field.querySelector('[role=alert]')?.textContent).toBe('This field could not be loaded.');
  const button = field.querySelector('button');
  // As a press does; whatever test came before may have left the focus elsewhere.
  button?.focus();
  button?.click();
  expect(field.querySelector('[role=alert]')).toBeNull();
  const frame = await frameIn(field).start();
  await flush();
  expect([...field.childNodes]).toEqual([frame.iframe]);
  await expect.poll(() => frame.of('focus').length).toBe(1);
});

test('a field says in the words of its attributes that it could not be loaded', async () => {
  const field = await show(publishable, 'load-error-text="Das Feld fehlt." retry-text="Noch einmal"');
  vi.advanceTimersByTime(60_000);
  expect(field.querySelector('[role=alert]')?.textContent).toBe('Das Feld fehlt.');
  expect(field.querySelector('button')?.textContent).toBe('Noch einmal');
});

test('a field with a key that is refused has no button to try again', async () => {
  const failed = vi.fn();
  document.addEventListener('loaderror', failed, { capture: true, once: true });
  const field = await show(secretLive);
  expect(failed).toHaveBeenCalledOnce();
  expect(field.children.length).toBe(0);
});
