// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Payframe, type PayframeElements } from '../../src/page/index.js';
import {
  CardElement,
  CardNumberElement,
  Elements,
  ElementsConsumer,
  useElements,
  usePayframe,
} from '../../src/react/index.js';
import { secretLive } from '../keys/make-keys.js';
import { flush, installFakes, removeFakes } from '../page/fake-frame.js';
import { makePayframe } from '../page/shop.js';
import { Boundary, iframes, renderApp, startFrame } from './app.js';

beforeEach(installFakes);
afterEach(() => {
  cleanup();
  removeFakes();
});

const settled = () => act(flush);

type Given = { payframe: Payframe | null; elements: PayframeElements | null };

function Watch({ seen }: { seen(given: Given): void }) {
  seen({ payframe: usePayframe(), elements: useElements() });
  return null;
}

const User = ({ hook }: { hook(): unknown }) => <>{`${hook()}`}</>;

/** A component that notes what the hooks give, and the newest of it. */
function watchHooks() {
  let newest: Given | undefined;
  const note = (given: Given) => {
    newest = given;
  };
  return { watch: <Watch seen={note} />, last: () => newest };
}

describe('the provider takes', () => {
  test('an object, whose group is there at once', () => {
    const { watch, last } = watchHooks();
    const { payframe } = renderApp(watch);
    expect(last()?.payframe).toBe(payframe);
    expect(last()?.elements?.create).toBeTypeOf('function');
  });

  test.each([true, false])('a promise, whose group comes with it (StrictMode: %s)', async (strict) => {
    const { watch, last } = watchHooks();
    const payframe = makePayframe();
    const elements = vi.spyOn(payframe, 'elements');
    renderApp(watch, { payframe: Promise.resolve(payframe), strict });
    expect(last()).toEqual({ payframe: null, elements: null });
    await settled();
    expect(last()?.payframe).toBe(payframe);
    expect(elements).toHaveBeenCalledOnce();
  });

  test('null, as on a server, and the object after it', async () => {
    const { watch, last } = watchHooks();
    const { show } = renderApp(watch, { payframe: null });
    await settled();
    expect(last()).toEqual({ payframe: null, elements: null });
    const payframe = makePayframe();
    show(watch, { payframe });
    await settled();
    expect(last()?.payframe).toBe(payframe);
  });

  test('a promise of null', async () => {
    const { watch, last } = watchHooks();
    renderApp(watch, { payframe: Promise.resolve(null) });
    await settled();
    expect(last()).toEqual({ payframe: null, elements: null });
  });

  test('nothing else, and says so', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<Elements payframe={Payframe as never} />)).toThrow(/takes as `payframe`/);
    expect(() => render(<Elements payframe={{} as never} />)).toThrow(/takes as `payframe`/);
  });

  test('no options with a secret key in them', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const app = () => renderApp(null, { options: { locale: secretLive } });
    expect(app).toThrow(expect.objectContaining({ code: 'secret_key_refused' }));
    expect(app).not.toThrow(secretLive);
  });
});

describe('a promise that is rejected', () => {
  const failure = new Error('No connection.');

  test('is told to the handler, and a new one is tried', async () => {
    const onLoadError = vi.fn();
    const log = vi.spyOn(console, 'error');
    const { watch, last } = watchHooks();
    const { show } = renderApp(watch, { payframe: Promise.reject(failure), onLoadError });
    await settled();
    expect(onLoadError.mock.calls).toEqual([[failure]]);
    const payframe = makePayframe();
    show(watch, { payframe: Promise.resolve(payframe) });
    await settled();
    expect(last()?.payframe).toBe(payframe);
    expect(log).not.toHaveBeenCalled();
  });

  test('is said on the console where nobody handles it, and stays no unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    renderApp(null, { payframe: Promise.reject(failure) });
    await settled();
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', unhandled);
    expect(log.mock.calls).toEqual([[failure]]);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('is of no interest any more once the provider is gone', async () => {
    const log = vi.spyOn(console, 'error');
    const onLoadError = vi.fn();
    const { unmount } = renderApp(null, { payframe: Promise.reject(failure), onLoadError });
    unmount();
    await settled();
    expect(onLoadError).not.toHaveBeenCalled();
    expect(log).not.toHaveBeenCalled();
  });
});

describe('the provider keeps', () => {
  test('its group and the frame, whatever `payframe` a later render brings, and warns', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { watch, last } = watchHooks();
    const tree = (
      <>
        <CardElement />
        {watch}
      </>
    );
    const { show, payframe } = renderApp(tree);
    const frame = await startFrame();
    for (const other of [makePayframe(), Promise.resolve(makePayframe())]) show(tree, { payframe: other });
    await settled();
    expect(last()?.payframe).toBe(payframe);
    expect(iframes()).toEqual([frame.iframe]);
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.lastCall?.[0]).toMatch(/another `key`/);
  });

  test('silence about a promise that it took and is given again', async () => {
    const warn = vi.spyOn(console, 'warn');
    const payframe = Promise.resolve(makePayframe());
    const { show } = renderApp(null, { payframe, strict: true });
    await settled();
    for (let round = 0; round < 3; round++) show(null);
    await settled();
    expect(warn).not.toHaveBeenCalled();
  });

  test('silence about the object that its promise gave', async () => {
    const warn = vi.spyOn(console, 'warn');
    const payframe = makePayframe();
    const { show } = renderApp(null, { payframe: Promise.resolve(payframe) });
    await settled();
    show(null, { payframe });
    await settled();
    expect(warn).not.toHaveBeenCalled();
  });

  test('the first of the promises that an app makes anew at each render', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { watch, last } = watchHooks();
    const made = [makePayframe(), makePayframe(), makePayframe()];
    const { show } = renderApp(watch, { payframe: Promise.resolve(made[0] ?? null) });
    await settled();
    for (const later of made.slice(1)) show(watch, { payframe: Promise.resolve(later) });
    await settled();
    expect(last()?.payframe).toBe(made[0]);
  });

  test('nothing of before under another key', async () => {
    const warn = vi.spyOn(console, 'warn');
    const [one, two] = [makePayframe(), makePayframe()];
    const { watch, last } = watchHooks();
    const app = (payframe: typeof one, key: string) => (
      <Elements key={key} payframe={payframe}>
        <CardElement />
        {watch}
      </Elements>
    );
    const { rerender } = render(app(one, 'one'));
    rerender(app(two, 'two'));
    await settled();
    expect(last()?.payframe).toBe(two);
    expect(iframes()).toHaveLength(1);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('options of the group', () => {
  test('reach its frames on the spot, where they differ', async () => {
    const { show } = renderApp(<CardElement />, {
      options: { locale: 'de', appearance: { theme: 'night' } },
    });
    const frame = await startFrame();
    expect(frame.init?.options).toMatchObject({ locale: 'de', appearance: { theme: 'night' } });
    show(<CardElement />, { options: { locale: 'de', appearance: { theme: 'night' } } });
    show(<CardElement />, { options: { locale: 'fr', appearance: { theme: 'night' } } });
    show(<CardElement />, { options: { locale: 'fr' } });
    await settled();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([
      { locale: 'fr', appearance: { theme: 'night' } },
      { locale: 'fr', appearance: null },
    ]);
    expect(iframes()).toEqual([frame.iframe]);
  });

  test('that are refused go to the nearest error boundary, whenever they come', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const payframe = makePayframe();
    const onError = vi.fn();
    const app = (locale: string) => (
      <Boundary onError={onError}>
        <Elements payframe={payframe} options={{ locale }}>
          <CardElement />
        </Elements>
      </Boundary>
    );
    const { rerender } = render(app('de'));
    rerender(app(secretLive));
    await settled();
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', unhandled);
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'secret_key_refused' }));
    expect(unhandled).not.toHaveBeenCalled();
    expect(iframes()).toEqual([]);
  });

  test('are those of the render in which Payframe came', async () => {
    const { show } = renderApp(<CardElement />, { payframe: null, options: { locale: 'de' } });
    show(<CardElement />, { payframe: makePayframe(), options: { locale: 'fr' } });
    await settled();
    const frame = await startFrame();
    expect(frame.init?.options).toMatchObject({ locale: 'fr' });
    expect(frame.messages).toEqual([]);
  });
});

describe('hooks', () => {
  test('give the same group at each render, so that effects may depend on it', async () => {
    const { watch, last } = watchHooks();
    const { show } = renderApp(watch);
    const first = last();
    show(watch);
    await settled();
    expect(last()?.elements).toBe(first?.elements);
  });

  test('have a component for classes, with both', () => {
    const children = vi.fn((_: unknown): ReactNode => 'Shown');
    const { payframe } = renderApp(<ElementsConsumer>{children}</ElementsConsumer>);
    expect(children).toHaveBeenCalledWith({ payframe, elements: expect.anything() });
    expect(document.body.textContent).toBe('Shown');
  });

  test.each([
    ['useElements()', () => useElements()],
    ['usePayframe()', () => usePayframe()],
  ])('say that %s is called outside of a provider', (name, hook) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<User hook={hook} />)).toThrow(
      `A component that calls ${name} must be under an <Elements> provider.`,
    );
  });
});

describe('two providers', () => {
  test('are two cards', async () => {
    renderApp(
      <>
        <CardNumberElement />
        <Elements payframe={makePayframe()}>
          <CardNumberElement />
        </Elements>
      </>,
    );
    expect(iframes()).toHaveLength(2);
  });
});
