// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, h, KeepAlive, nextTick, reactive, ref, shallowRef, Teleport } from 'vue';
import type { PayframeCardElement } from '../../src/page/index.js';
import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  IbanElement,
  PaymentElement,
  PostalCodeElement,
  useElements,
} from '../../src/vue/index.js';
import { PROTOCOL } from '../../src/wire/index.js';
import { secretLive } from '../keys/make-keys.js';
import { flush, host, installFakes, openPorts, removeFakes } from '../page/fake-frame.js';
import { makeContainer, makePayframe } from '../page/shop.js';
import { cleanup, iframes, render, renderApp, say, startFrame } from './app.js';

beforeEach(installFakes);
afterEach(() => {
  cleanup();
  removeFakes();
});

const state = { empty: false, complete: false, brand: 'visa', value: { postalCode: '' } };

const Asking = defineComponent(
  function Asking({ found }: { found(element: unknown): void }) {
    const elements = useElements();
    return () => h('button', { onClick: () => found(elements.value?.getElement(CardElement)) });
  },
  { props: ['found'] },
);

describe('a component', () => {
  test.each([
    ['CardElement', CardElement, 'card.html'],
    ['CardNumberElement', CardNumberElement, 'card.html#cardNumber'],
    ['CardExpiryElement', CardExpiryElement, 'card.html#cardExpiry'],
    ['CardCvcElement', CardCvcElement, 'card.html#cardCvc'],
    ['PostalCodeElement', PostalCodeElement, 'card.html#postalCode'],
    ['IbanElement', IbanElement, 'iban.html'],
  ])('%s shows its Element, with an id and a class of its own', (_, Field, path) => {
    renderApp(() => h(Field as typeof CardElement, { id: 'field', class: ['box', { wide: true }] }));
    const node = document.getElementById('field');
    expect(node?.tagName).toBe('DIV');
    expect([...(node?.classList ?? [])]).toEqual(expect.arrayContaining(['box', 'wide']));
    const frame = node?.querySelector('iframe');
    expect(`${frame?.src}${frame?.name}`).toBe(`${host}/frame/v1/${path}`);
  });

  test('gives its options to the frame, reactive ones too', async () => {
    const options = reactive({ hidePostalCode: true, style: { base: { color: 'red' } } });
    renderApp(() => h(CardElement, { options }));
    expect((await startFrame()).init?.options).toMatchObject({
      hidePostalCode: true,
      style: { base: { color: 'red' } },
    });
  });

  test('can be asked for in the place of its type', () => {
    const found = vi.fn();
    renderApp(() => [h(CardElement), h(Asking, { found })]);
    document.querySelector('button')?.click();
    expect(found.mock.lastCall?.[0]).toHaveProperty('focus');
  });
});

describe('rendering anew', () => {
  test('with options and listeners that are equal keeps the frame and sends nothing', async () => {
    const field = () =>
      h(CardElement, { class: 'box', options: { style: { base: { color: 'red' } } }, onChange: () => {} });
    const { show } = renderApp(field);
    const frame = await startFrame();
    for (let round = 0; round < 5; round++) await show(() => field());
    await flush();
    expect(frame.messages).toEqual([]);
    expect(iframes()).toEqual([frame.iframe]);
  });

  test('without an option that was there takes it back', async () => {
    const { show } = renderApp(() => h(CardElement, { options: { disabled: true, hideIcon: true } }));
    const frame = await startFrame();
    await show(() => h(CardElement, { options: { hideIcon: true, disabled: undefined } }));
    await show(() => h(CardElement));
    await flush();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([
      { disabled: null, hideIcon: true },
      { hideIcon: null },
    ]);
    expect(iframes()).toEqual([frame.iframe]);
  });

  test('is not needed for options that are changed in place', async () => {
    const options = reactive({ disabled: false, style: { base: { color: 'red' } } });
    renderApp(() => h(CardElement, { options }));
    const frame = await startFrame();
    options.style.base.color = 'blue';
    await nextTick();
    await flush();
    expect(frame.of('update').map((message) => message.options)).toMatchObject([
      { disabled: false, style: { base: { color: 'blue' } } },
    ]);
  });

  test('with options that are refused leaves the field as it is, and Vue reports why', async () => {
    const onError = vi.fn();
    const state = reactive({ options: {} });
    render(
      () => h(Elements, { payframe: makePayframe() }, () => h(CardElement, { options: state.options })),
      onError,
    );
    const frame = await startFrame();
    state.options = { value: { postalCode: secretLive } };
    await flush();
    expect(onError.mock.calls).toMatchObject([[{ code: 'secret_key_refused' }]]);
    state.options = { hideIcon: true };
    await flush();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([{ hideIcon: true }]);
    expect(iframes()).toEqual([frame.iframe]);
  });

  test('with another class keeps the classes of the state', async () => {
    const { show } = renderApp(() => h(CardElement, { id: 'field', class: 'one' }));
    await say(await startFrame(), { type: 'focus' });
    await show(() => h(CardElement, { id: 'field', class: 'two' }));
    const classes = document.getElementById('field')?.className.split(' ');
    expect(classes?.sort()).toEqual(['StripeElement', 'StripeElement--empty', 'StripeElement--focus', 'two']);
  });

  test('calls only the newest listener', async () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const { show } = renderApp(() => h(CardElement, { onChange: first }));
    const frame = await startFrame();
    await show(() => h(CardElement, { onChange: second }));
    await say(frame, { type: 'change', state });
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
  });
});

describe('events', () => {
  test('are emitted by the names that they have', async () => {
    const heard: unknown[] = [];
    const hear = (name: string) => (event: object) => heard.push([name, event]);
    renderApp(() =>
      h(CardElement, {
        onChange: hear('change'),
        onFocus: hear('focus'),
        onBlur: hear('blur'),
        onEscape: hear('escape'),
        onNetworkschange: hear('networkschange'),
      }),
    );
    await say(
      await startFrame(),
      { type: 'focus' },
      { type: 'change', state },
      { type: 'event', name: 'networkschange', details: {} },
      { type: 'event', name: 'escape', details: {} },
      { type: 'blur' },
    );
    const card = { elementType: 'card' };
    const { empty, complete } = state;
    const change = { ...card, empty, complete, error: undefined, brand: 'visa', value: { postalCode: '' } };
    expect(heard).toEqual([
      ['focus', card],
      ['change', change],
      ['networkschange', card],
      ['escape', card],
      ['blur', card],
    ]);
  });

  test('of a Payment Element are emitted with their details, and so is the reason why it could not load', async () => {
    const heard: unknown[] = [];
    const hear = (name: string) => (event: object) => heard.push([name, event]);
    renderApp(() =>
      h(PaymentElement, {
        onAvailablepaymentmethodschange: hear('availablepaymentmethodschange'),
        onLoaderror: hear('loaderror'),
      }),
    );
    const paymentMethods = { card: { available: true } };
    const error = { type: 'invalid_request_error', code: 'invalid_client_secret', message: 'No.' };
    await say(
      await startFrame(),
      { type: 'event', name: 'availablepaymentmethodschange', details: { paymentMethods } },
      { type: 'refused', protocol: PROTOCOL, error },
    );
    const payment = { elementType: 'payment' };
    expect(heard).toEqual([
      ['availablepaymentmethodschange', { ...payment, paymentMethods }],
      ['loaderror', { ...payment, error: expect.objectContaining({ code: 'invalid_client_secret' }) }],
    ]);
  });

  test('that say it is ready bring the Element along', async () => {
    const onReady = vi.fn();
    renderApp(() => h(CardElement, { onReady }));
    expect(onReady).not.toHaveBeenCalled();
    await startFrame();
    expect(onReady.mock.calls).toEqual([[expect.objectContaining({ _elementId: expect.any(String) })]]);
  });

  test('that say it could not load have the error', async () => {
    vi.useFakeTimers();
    try {
      const onLoaderror = vi.fn();
      renderApp(() => h(CardElement, { onLoaderror }));
      vi.advanceTimersByTime(60_000);
      expect(onLoaderror).toHaveBeenCalledWith({
        elementType: 'card',
        error: expect.objectContaining({ code: 'frame_timeout' }),
      });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a field that could not be loaded', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const alertText = () => document.querySelector('[role=alert]')?.textContent;

  test('says so in its place, and is loaded and focused by its button', async () => {
    renderApp(() => h(CardElement, { id: 'card' }));
    vi.advanceTimersByTime(60_000);
    expect(alertText()).toBe('This field could not be loaded.');
    const button = document.querySelector('button');
    // As a press does; whatever test came before may have left the focus elsewhere.
    button?.focus();
    button?.click();
    expect(alertText()).toBeUndefined();
    const frame = await startFrame();
    await flush();
    expect([...(document.getElementById('card')?.childNodes ?? [])]).toEqual([frame.iframe]);
    await expect.poll(() => frame.of('focus').length).toBe(1);
  });

  test('says so in the newest words of the page', async () => {
    const { show } = renderApp(() => h(CardElement));
    await show(() => h(CardElement), { loadErrorText: 'Das Feld fehlt.', retryText: 'Noch einmal' });
    vi.advanceTimersByTime(60_000);
    expect(alertText()).toBe('Das Feld fehlt.');
    expect(document.querySelector('button')?.textContent).toBe('Noch einmal');
  });
});

describe('a template ref', () => {
  test('is the Element for every call, though kept in a deep ref', async () => {
    const card = ref<PayframeCardElement>();
    const { payframe, unmount } = renderApp(() => h(CardElement, { ref: card as never }));
    const frame = await startFrame();
    card.value?.clear();
    const made = await payframe.createPaymentMethod({
      type: 'card',
      card: card.value as PayframeCardElement,
    });
    expect(made.paymentMethod?.id).toBe('pm_1');
    expect(frame.of('clear')).toHaveLength(1);
    unmount();
    expect(card.value).toBeNull();
  });

  test('has its methods once Payframe has loaded', async () => {
    const card = shallowRef<PayframeCardElement>();
    renderApp(() => h(CardElement, { ref: card as never }), { payframe: Promise.resolve(makePayframe()) });
    expect(card.value).toBeDefined();
    expect(card.value?.focus).toBeUndefined();
    await flush();
    expect(card.value?.focus).toBeTypeOf('function');
  });
});

describe('the tree', () => {
  test('that is taken off leaves no frame, port or type behind', async () => {
    const { show, unmount } = renderApp(() => h(CardElement));
    await startFrame();
    for (let round = 0; round < 20; round++) {
      await show(() => null);
      await show(() => h(CardElement, { key: round }));
    }
    expect(iframes()).toHaveLength(1);
    unmount();
    expect(iframes()).toEqual([]);
    expect(openPorts()).toBe(0);
  });

  test('may show the same Element in another place at once', async () => {
    const { show } = renderApp(() => [null, h('section', [h(CardElement)])]);
    await show(() => [h('article', [h(CardElement)]), null]);
    expect(document.querySelectorAll('article iframe')).toHaveLength(1);
    expect(iframes()).toHaveLength(1);
  });

  test('has one Element of a type, and throws where there is a second one', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(() => renderApp(() => [h(CardElement), h(CardElement)])).toThrow(
      expect.objectContaining({ code: 'element_exists' }),
    );
  });

  test('that a KeepAlive puts away has no card, and frees the type; shown again it begins anew', async () => {
    const onReady = vi.fn();
    const tab = (name: string) => ({ name, setup: () => () => h('div', [h(CardElement, { onReady })]) });
    const [One, Two] = [tab('One'), tab('Two')];
    const { show, unmount } = renderApp(() => h(KeepAlive, () => h(One)));
    const first = await startFrame();
    await show(() => h(KeepAlive, () => h(Two)));
    expect(iframes()).toHaveLength(1);
    expect(iframes()).not.toContain(first.iframe);
    await show(() => h(KeepAlive, () => h(One)));
    expect(iframes()).toHaveLength(1);
    await startFrame();
    expect(onReady).toHaveBeenCalledTimes(2);
    unmount();
    expect(openPorts()).toBe(0);
  });

  test('that is put away while Payframe loads gets its frame when it is shown', async () => {
    const Card = { setup: () => () => h(CardElement) };
    const Other = { setup: () => () => 'Other' };
    let loaded: (payframe: ReturnType<typeof makePayframe>) => void = () => {};
    const payframe = new Promise<ReturnType<typeof makePayframe>>((resolve) => {
      loaded = resolve;
    });
    const { show } = renderApp(() => h(KeepAlive, () => h(Card)), { payframe });
    await show(() => h(KeepAlive, () => h(Other)));
    loaded(makePayframe());
    await flush();
    expect(iframes()).toEqual([]);
    await show(() => h(KeepAlive, () => h(Card)));
    expect(iframes()).toHaveLength(1);
  });

  test('that a KeepAlive has put away and forgets leaves nothing behind', async () => {
    const tabs = ['One', 'Two', 'Three'].map((name) => ({ name, setup: () => () => h(CardElement) }));
    const { show } = renderApp(() => null);
    for (const tab of tabs) {
      await show(() => h(KeepAlive, { max: 1 }, () => h(tab)));
      await startFrame();
      expect(iframes()).toHaveLength(1);
    }
    await show(() => null);
    expect(iframes()).toEqual([]);
    expect(openPorts()).toBe(0);
  });

  test('that is taken off while a call is under way settles it', async () => {
    const card = shallowRef<PayframeCardElement>();
    const { payframe, unmount } = renderApp(() => h(CardElement, { ref: card as never }));
    const frame = await startFrame();
    frame.answer = () => undefined;
    const made = payframe.createPaymentMethod({ type: 'card', card: card.value as PayframeCardElement });
    await flush();
    unmount();
    expect(await made).toMatchObject({ error: { code: 'element_unmounted' } });
  });

  test('that a Teleport moves starts over, and says so only by `ready`', async () => {
    const [onReady, onLoaderror] = [vi.fn(), vi.fn()];
    makeContainer('aside');
    const tree = (disabled: boolean) =>
      h(Teleport, { to: '#aside', disabled }, [h(CardElement, { onReady, onLoaderror })]);
    const { show } = renderApp(() => tree(true));
    const first = await startFrame();
    await show(() => tree(false));
    first.move();
    expect(document.querySelectorAll('#aside iframe')).toHaveLength(1);
    expect(iframes()).not.toContain(first.iframe);
    await startFrame();
    expect(onReady).toHaveBeenCalledTimes(2);
    expect(onLoaderror).not.toHaveBeenCalled();
  });
});
