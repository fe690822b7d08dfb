// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, h, isReactive, reactive, watch, watchEffect } from 'vue';
import { Payframe, type PayframeElements } from '../../src/page/index.js';
import {
  CardElement,
  CardNumberElement,
  Elements,
  type ElementsContextValue,
  type ElementsProps,
  useElements,
  usePayframe,
} from '../../src/vue/index.js';
import { secretLive } from '../keys/make-keys.js';
import { flush, installFakes, removeFakes } from '../page/fake-frame.js';
import { makePayframe } from '../page/shop.js';
import { cleanup, iframes, render, renderApp, startFrame } from './app.js';

beforeEach(installFakes);
afterEach(() => {
  cleanup();
  removeFakes();
});

type Given = { payframe: Payframe | null; elements: PayframeElements | null };

const Watch = defineComponent(
  function Watch({ seen }: { seen(given: Given): void }) {
    const [payframe, elements] = [usePayframe(), useElements()];
    watchEffect(() => seen({ payframe: payframe.value, elements: elements.value }));
    return () => null;
  },
  { props: ['seen'] },
);

const Finding = defineComponent(
  function Finding({ find }: { find(group: PayframeElements | null): void }) {
    watch(useElements(), find);
    return () => h(CardElement);
  },
  { props: ['find'] },
);

/** A component that notes what the composables give, and the newest of it. */
function watchComposables() {
  let newest: Given | undefined;
  const seen = (given: Given) => {
    newest = given;
  };
  return { watch: () => h(Watch, { seen }), last: () => newest };
}

describe('the provider takes', () => {
  test('an object, whose group is there at once', () => {
    const { watch, last } = watchComposables();
    const { payframe } = renderApp(watch);
    expect(last()?.payframe).toBe(payframe);
    expect(last()?.elements?.create).toBeTypeOf('function');
  });

  test('a promise, whose group comes with it', async () => {
    const { watch, last } = watchComposables();
    const payframe = makePayframe();
    const elements = vi.spyOn(payframe, 'elements');
    renderApp(watch, { payframe: Promise.resolve(payframe) });
    expect(last()).toEqual({ payframe: null, elements: null });
    await flush();
    expect(last()?.payframe).toBe(payframe);
    expect(elements).toHaveBeenCalledOnce();
  });

  test('null, as on a server, and the object after it', async () => {
    const { watch, last } = watchComposables();
    const { show } = renderApp(watch, { payframe: null });
    expect(last()).toEqual({ payframe: null, elements: null });
    const payframe = makePayframe();
    await show(watch, { payframe });
    expect(last()?.payframe).toBe(payframe);
  });

  test('nothing else, and says so', () => {
    const app = (payframe: unknown) => () => render(() => h(Elements, { payframe: payframe as never }));
    expect(app(Payframe)).toThrow(/takes as `payframe`/);
    expect(app({})).toThrow(/takes as `payframe`/);
  });

  test('no options with a secret key in them', () => {
    const app = () => renderApp(() => null, { options: { locale: secretLive } });
    expect(app).toThrow(expect.objectContaining({ code: 'secret_key_refused' }));
    expect(app).not.toThrow(secretLive);
  });

  test('an object out of reactive state, which stays as it is', async () => {
    const state = reactive({ payframe: makePayframe() });
    expect(isReactive(state.payframe)).toBe(false);
    const { watch, last } = watchComposables();
    renderApp(watch, { payframe: state.payframe });
    expect(isReactive(reactive({ elements: last()?.elements }).elements)).toBe(false);
  });
});

describe('a promise that is rejected', () => {
  const failure = new Error('No connection.');

  test('is told to the listener, and a new one is tried', async () => {
    const onLoaderror = vi.fn();
    const log = vi.spyOn(console, 'error');
    const { watch, last } = watchComposables();
    const { show } = renderApp(watch, { payframe: Promise.reject(failure), onLoaderror });
    await flush();
    expect(onLoaderror.mock.calls).toEqual([[failure]]);
    const payframe = makePayframe();
    await show(watch, { payframe: Promise.resolve(payframe) });
    await flush();
    expect(last()?.payframe).toBe(payframe);
    expect(log).not.toHaveBeenCalled();
  });

  test('is told to a listener that is there for one', async () => {
    const onLoaderrorOnce = vi.fn();
    const log = vi.spyOn(console, 'error');
    renderApp(() => null, { payframe: Promise.reject(failure), onLoaderrorOnce } as Partial<ElementsProps>);
    await flush();
    expect(onLoaderrorOnce.mock.calls).toEqual([[failure]]);
    expect(log).not.toHaveBeenCalled();
  });

  test('is said on the console where nobody listens, and stays no unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    renderApp(() => null, { payframe: Promise.reject(failure) });
    await flush();
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', unhandled);
    expect(log.mock.calls).toEqual([[failure]]);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('is of no interest any more once the provider is gone', async () => {
    const log = vi.spyOn(console, 'error');
    const onLoaderror = vi.fn();
    const { unmount } = renderApp(() => null, { payframe: Promise.reject(failure), onLoaderror });
    unmount();
    await flush();
    expect(onLoaderror).not.toHaveBeenCalled();
    expect(log).not.toHaveBeenCalled();
  });
});

describe('the provider keeps', () => {
  test('its group and the frame, whatever `payframe` comes later, and warns', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { watch, last } = watchComposables();
    const tree = () => [h(CardElement), watch()];
    const { show, payframe } = renderApp(tree);
    const frame = await startFrame();
    for (const other of [makePayframe(), Promise.resolve(makePayframe())])
      await show(tree, { payframe: other });
    await flush();
    expect(last()?.payframe).toBe(payframe);
    expect(iframes()).toEqual([frame.iframe]);
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.lastCall?.[0]).toMatch(/another `key`/);
  });

  test('its object without a warning where the promise gives way to what came of it', async () => {
    const warn = vi.spyOn(console, 'warn');
    const { watch, last } = watchComposables();
    const payframe = makePayframe();
    const { show } = renderApp(watch, { payframe: Promise.resolve(payframe) });
    await flush();
    await show(watch, { payframe });
    expect(last()?.payframe).toBe(payframe);
    expect(warn).not.toHaveBeenCalled();
  });

  test('the newest of promises that are all under way', async () => {
    const { watch, last } = watchComposables();
    const [one, two] = [makePayframe(), makePayframe()];
    const { show } = renderApp(watch, { payframe: new Promise((resolve) => setTimeout(resolve, 0, one)) });
    await show(watch, { payframe: Promise.resolve(two) });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(last()?.payframe).toBe(two);
  });
});

describe('options of the group', () => {
  test('reach its frames on the spot, where they differ', async () => {
    const card = () => h(CardElement);
    const { show } = renderApp(card, { options: { locale: 'de', appearance: { theme: 'night' } } });
    const frame = await startFrame();
    expect(frame.init?.options).toMatchObject({ locale: 'de', appearance: { theme: 'night' } });
    await show(card, { options: { locale: 'de', appearance: { theme: 'night' } } });
    await show(card, { options: { locale: 'fr', appearance: { theme: 'night' } } });
    await show(card, { options: { locale: 'fr' } });
    await flush();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([
      { locale: 'fr', appearance: { theme: 'night' } },
      { locale: 'fr', appearance: null },
    ]);
    expect(iframes()).toEqual([frame.iframe]);
  });

  test('that are refused later are an error that Vue reports, and no unhandled rejection', async () => {
    const onError = vi.fn();
    const options = reactive({ locale: 'de' });
    render(() => h(Elements, { payframe: makePayframe(), options }), onError);
    options.locale = secretLive;
    await flush();
    expect(onError.mock.calls).toMatchObject([[{ code: 'secret_key_refused' }]]);
  });
});

describe('under a provider', () => {
  test('whoever is told of the group finds its Elements', async () => {
    const found: unknown[] = [];
    const find = (group: PayframeElements | null) => found.push(group?.getElement(CardElement));
    renderApp(() => h(Finding, { find }), { payframe: Promise.resolve(makePayframe()) });
    await flush();
    expect(found).toEqual([expect.objectContaining({ mount: expect.any(Function) })]);
  });

  test('the slot gets what the composables give', () => {
    const slot = vi.fn((_: ElementsContextValue) => []);
    const payframe = makePayframe();
    render(() => h(Elements, { payframe }, { default: slot }));
    expect(slot).toHaveBeenCalledWith({ payframe, elements: expect.anything() });
  });

  test.each([
    ['useElements()', () => useElements()],
    ['usePayframe()', () => usePayframe()],
  ])('alone %s can be called, which says so elsewhere', (name, composable) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const User = defineComponent({
      setup() {
        composable();
        return () => null;
      },
    });
    expect(() => render(() => h(User))).toThrow(
      `A component that calls ${name} must be under an <Elements> provider.`,
    );
  });

  test('another one is another card', () => {
    renderApp(() => [
      h(CardNumberElement),
      h(Elements, { payframe: makePayframe() }, { default: () => [h(CardNumberElement)] }),
    ]);
    expect(iframes()).toHaveLength(2);
  });
});
