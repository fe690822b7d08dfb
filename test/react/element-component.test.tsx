// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { Activity, createRef, type ReactNode, Suspense, use, useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PayframeCardElement, PayframeElements, PayframePaymentElement } from '../../src/page/index.js';
import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  ElementsConsumer,
  IbanElement,
  PaymentElement,
  PostalCodeElement,
} from '../../src/react/index.js';
import { PROTOCOL } from '../../src/wire/index.js';
import { secretLive } from '../keys/make-keys.js';
import { flush, host, installFakes, openPorts, removeFakes } from '../page/fake-frame.js';
import { makePayframe } from '../page/shop.js';
import { Boundary, countFrames, iframes, renderApp, say, startFrame } from './app.js';

beforeEach(installFakes);
afterEach(() => {
  cleanup();
  removeFakes();
});

const state = { empty: false, complete: false, brand: 'visa', value: { postalCode: '' } };
const settled = () => act(flush);

describe('a component', () => {
  test.each([
    [CardElement, 'card.html'],
    [CardNumberElement, 'card.html#cardNumber'],
    [CardExpiryElement, 'card.html#cardExpiry'],
    [CardCvcElement, 'card.html#cardCvc'],
    [PostalCodeElement, 'card.html#postalCode'],
    [IbanElement, 'iban.html'],
  ])('%o shows its Element, with an id and a class of its own', (Field, path) => {
    renderApp(<Field id="field" className="box" />);
    const node = document.getElementById('field');
    expect(node?.tagName).toBe('DIV');
    expect([...(node?.classList ?? [])]).toContain('box');
    const frame = node?.querySelector('iframe');
    expect(`${frame?.src}${frame?.name}`).toBe(`${host}/frame/v1/${path}`);
  });

  test('passes attributes and native events on to its node, whose content stays its own', async () => {
    const [onClick, onFocus] = [vi.fn(), vi.fn()];
    const field = (title: string) => (
      <CardElement
        data-testid="card"
        aria-describedby="hint"
        role="group"
        title={title}
        style={{ minHeight: 20 }}
        options={{ hideIcon: true }}
        onClick={onClick}
        onFocus={onFocus}
        {...({ children: 'Text', dangerouslySetInnerHTML: { __html: '<p>' } } as object)}
      />
    );
    const { show } = renderApp(field('Card'));
    const frame = await startFrame();
    const node = frame.iframe.parentElement as HTMLElement;
    const attributes = () => Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
    const passed = {
      'data-testid': 'card',
      'aria-describedby': 'hint',
      role: 'group',
      style: 'min-height: 20px;',
    };
    expect(attributes()).toEqual({ ...passed, title: 'Card', class: 'StripeElement StripeElement--empty' });
    expect([...node.childNodes]).toEqual([frame.iframe]);
    show(field('Payment'));
    expect(attributes()).toEqual({
      ...passed,
      title: 'Payment',
      class: 'StripeElement StripeElement--empty',
    });
    node.click();
    expect(onClick).toHaveBeenCalledOnce();
    // The Element's own event, not the node's.
    node.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    expect(onFocus).not.toHaveBeenCalled();
    await say(frame, { type: 'focus' });
    expect(onFocus.mock.calls).toEqual([[{ elementType: 'card' }]]);
  });

  test('is there with the first paint, where Payframe is', () => {
    const count = countFrames();
    const { unmount } = renderApp(<CardElement />);
    expect(count()).toBe(1);
    unmount();
  });

  test('gives its options to the frame', async () => {
    renderApp(<CardElement options={{ hidePostalCode: true, style: { base: { color: 'red' } } }} />);
    expect((await startFrame()).init?.options).toMatchObject({
      hidePostalCode: true,
      style: { base: { color: 'red' } },
    });
  });

  test('can be asked for in the place of its type', () => {
    let elements: PayframeElements | null = null;
    renderApp(
      <>
        <CardElement />
        <ElementsConsumer>
          {(value) => {
            elements = value.elements;
            return null;
          }}
        </ElementsConsumer>
      </>,
    );
    const group = elements as unknown as PayframeElements;
    expect(group.getElement(CardElement)).toBe(group.getElement('card'));
    expect(group.getElement(CardElement)).not.toBeNull();
  });

  test('has a name for the tools of React', () => {
    expect(CardNumberElement.displayName).toBe('CardNumberElement');
  });
});

describe('rendering anew', () => {
  test('with options and handlers that are equal keeps the frame and sends nothing', async () => {
    const count = countFrames();
    const field = () => (
      <CardElement className="box" options={{ style: { base: { color: 'red' } } }} onChange={() => {}} />
    );
    const { show } = renderApp(field());
    const frame = await startFrame();
    for (let round = 0; round < 5; round++) show(field());
    await settled();
    expect(count()).toBe(1);
    expect(frame.messages).toEqual([]);
  });

  test('with other options tells the frame, which stays', async () => {
    const { show } = renderApp(<CardElement options={{ disabled: false }} />);
    const frame = await startFrame();
    show(<CardElement options={{ disabled: true }} />);
    await settled();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([{ disabled: true }]);
    expect(iframes()).toEqual([frame.iframe]);
  });

  test('without an option that was there takes it back', async () => {
    const { show } = renderApp(<CardElement options={{ disabled: true, hideIcon: true }} />);
    const frame = await startFrame();
    show(<CardElement options={{ hideIcon: true, disabled: undefined }} />);
    show(<CardElement />);
    await settled();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([
      { disabled: null, hideIcon: true },
      { hideIcon: null },
    ]);
  });

  test('with another class keeps the classes of the state', async () => {
    const { show } = renderApp(<CardElement id="field" className="one" />);
    await say(await startFrame(), { type: 'focus' });
    show(<CardElement id="field" className="two" />);
    const classes = document.getElementById('field')?.className.split(' ');
    expect(classes?.sort()).toEqual(['StripeElement', 'StripeElement--empty', 'StripeElement--focus', 'two']);
  });

  test('calls only the newest handler', async () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const { show } = renderApp(<CardElement onChange={first} />);
    const frame = await startFrame();
    show(<CardElement onChange={second} />);
    await say(frame, { type: 'change', state });
    show(<CardElement />);
    await say(frame, { type: 'change', state: { ...state, complete: true } });
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
  });
});

describe('events', () => {
  test('arrive at the props that are named for them', async () => {
    const heard: unknown[] = [];
    const hear = (name: string) => (event: object) => heard.push([name, event]);
    renderApp(
      <CardElement
        onChange={hear('onChange')}
        onFocus={hear('onFocus')}
        onBlur={hear('onBlur')}
        onEscape={hear('onEscape')}
        onNetworksChange={hear('onNetworksChange')}
      />,
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
    expect(heard).toEqual([
      ['onFocus', card],
      [
        'onChange',
        {
          ...card,
          empty: false,
          complete: false,
          error: undefined,
          brand: 'visa',
          value: { postalCode: '' },
        },
      ],
      ['onNetworksChange', card],
      ['onEscape', card],
      ['onBlur', card],
    ]);
  });

  test('of a Payment Element arrive with their details, and so does the reason why it could not load', async () => {
    const heard: unknown[] = [];
    const hear = (name: string) => (event: object) => heard.push([name, event]);
    const ref = createRef<PayframePaymentElement>();
    renderApp(
      <PaymentElement
        ref={ref}
        onAvailablePaymentMethodsChange={hear('onAvailablePaymentMethodsChange')}
        onLoadError={hear('onLoadError')}
      />,
    );
    const paymentMethods = { card: { available: true } };
    const error = { type: 'invalid_request_error', code: 'invalid_client_secret', message: 'No.' };
    const frame = await startFrame();
    expect(frame.iframe.src).toContain('/payment.html');
    ref.current?.collapse();
    await say(
      frame,
      { type: 'event', name: 'availablepaymentmethodschange', details: { paymentMethods } },
      { type: 'refused', protocol: PROTOCOL, error },
    );
    const payment = { elementType: 'payment' };
    expect(frame.of('collapse')).toHaveLength(1);
    expect(heard).toEqual([
      ['onAvailablePaymentMethodsChange', { ...payment, paymentMethods }],
      ['onLoadError', { ...payment, error: expect.objectContaining({ code: 'invalid_client_secret' }) }],
    ]);
  });

  test('that say it is ready bring the Element along', async () => {
    const onReady = vi.fn();
    const ref = createRef<PayframeCardElement>();
    renderApp(<CardElement ref={ref} onReady={onReady} />);
    expect(onReady).not.toHaveBeenCalled();
    await startFrame();
    expect(onReady.mock.calls).toEqual([[ref.current]]);
  });

  test('that say it could not load have the error', async () => {
    vi.useFakeTimers();
    try {
      const onLoadError = vi.fn();
      renderApp(<CardElement onLoadError={onLoadError} />);
      act(() => vi.advanceTimersByTime(60_000));
      expect(onLoadError).toHaveBeenCalledWith({
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

  const fail = () => act(() => vi.advanceTimersByTime(60_000));

  test('says so in its place, and is loaded and focused by its button', async () => {
    renderApp(<CardElement id="card" />);
    fail();
    expect(screen.getByRole('alert').textContent).toBe('This field could not be loaded.');
    const count = countFrames();
    const button = screen.getByRole('button', { name: 'Try again' });
    // As a press does; whatever test came before may have left the focus elsewhere.
    button.focus();
    button.click();
    expect(screen.queryByRole('alert')).toBeNull();
    const frame = await startFrame();
    await settled();
    expect(count()).toBe(1);
    expect([...(document.getElementById('card')?.childNodes ?? [])]).toEqual([frame.iframe]);
    await expect.poll(() => frame.of('focus').length).toBe(1);
  });

  test('says so in the newest words of the page', () => {
    const { show } = renderApp(<CardElement />);
    show(<CardElement />, { loadErrorText: 'Das Feld fehlt.', retryText: 'Noch einmal' });
    fail();
    expect(screen.getByRole('alert').textContent).toBe('Das Feld fehlt.');
    expect(screen.getByRole('button').textContent).toBe('Noch einmal');
  });

  test('is left to a page that loads it by itself', async () => {
    const ref = createRef<PayframeCardElement>();
    const reload = () => ref.current?.mount(document.getElementById('card') as HTMLElement);
    renderApp(<CardElement id="card" ref={ref} onLoadError={reload} />);
    act(() => vi.advanceTimersByTime(10_000));
    expect(iframes().length).toBe(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('a ref', () => {
  test('is the Element, from the first effect of its parent on', () => {
    const ref = createRef<PayframeCardElement>();
    const { unmount } = renderApp(<CardElement ref={ref} />);
    expect(ref.current?.focus).toBeTypeOf('function');
    unmount();
    expect(ref.current).toBeNull();
  });

  test('that is a function gets it once, and is cleaned up by the function that it returned', () => {
    const clean = vi.fn();
    const ref = vi.fn((_: PayframeCardElement | null) => clean);
    const { show, unmount } = renderApp(<CardElement ref={ref} options={{ disabled: true }} />);
    show(<CardElement ref={ref} />);
    expect(ref).toHaveBeenCalledOnce();
    expect(clean).not.toHaveBeenCalled();
    unmount();
    expect(clean).toHaveBeenCalledOnce();
    expect(ref).toHaveBeenCalledOnce();
  });

  test('is empty until Payframe has loaded', async () => {
    const ref = createRef<PayframeCardElement>();
    renderApp(<CardElement ref={ref} />, { payframe: Promise.resolve(makePayframe()) });
    expect(ref.current).toBeNull();
    await settled();
    expect(ref.current).not.toBeNull();
  });
});

describe('StrictMode', () => {
  test('loads one frame, that is ready once, and leaves nothing behind', async () => {
    const count = countFrames();
    const onReady = vi.fn();
    const ref = createRef<PayframeCardElement>();
    const { unmount } = renderApp(<CardElement ref={ref} onReady={onReady} />, { strict: true });
    await startFrame();
    expect(count()).toBe(1);
    expect(onReady.mock.calls).toEqual([[ref.current]]);
    unmount();
    await settled();
    expect(iframes()).toEqual([]);
    expect(openPorts()).toBe(0);
  });

  test('does so where a test has stopped the microtasks that it can, as fake timers do', async () => {
    vi.useFakeTimers({ toFake: ['queueMicrotask'] });
    try {
      const tree = (mode: 'hidden' | 'visible') => (
        <Activity mode={mode}>
          <CardElement />
        </Activity>
      );
      const { show } = renderApp(tree('visible'), { strict: true });
      expect(iframes()).toHaveLength(1);
      show(tree('hidden'));
      await settled();
      expect(iframes()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('does so where Payframe comes later', async () => {
    const count = countFrames();
    renderApp(<CardElement />, { payframe: Promise.resolve(makePayframe()), strict: true });
    await settled();
    expect(count()).toBe(1);
    expect(iframes()).toHaveLength(1);
  });
});

describe('the tree', () => {
  test('that is taken off frees the type and every listener', async () => {
    const listening = new Set<unknown>();
    const { addEventListener: add, removeEventListener: remove } = document;
    vi.spyOn(document, 'addEventListener').mockImplementation((type: string, listener, options) => {
      if (type === 'click') listening.add(listener);
      add.call(document, type, listener, options);
    });
    vi.spyOn(document, 'removeEventListener').mockImplementation((type: string, listener, options) => {
      listening.delete(listener);
      remove.call(document, type, listener, options);
    });
    const { show } = renderApp(<CardElement />);
    const before = listening.size;
    for (let round = 0; round < 20; round++) {
      show(null);
      show(<CardElement key={round} />);
    }
    expect(listening.size).toBe(before);
    expect(iframes()).toHaveLength(1);
  });

  test('may show the same Element in another place at once', async () => {
    const { show } = renderApp(
      <section>
        <CardElement />
      </section>,
    );
    show(
      <article>
        <CardElement />
      </article>,
    );
    await settled();
    expect(document.querySelectorAll('article iframe')).toHaveLength(1);
    expect(iframes()).toHaveLength(1);
  });

  test('keeps one Element of a type, and throws where there is a second one', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    let caught: Error | undefined;
    renderApp(
      <Boundary onError={(error) => (caught = error)}>
        <CardElement />
        <CardElement />
      </Boundary>,
    );
    expect(caught).toMatchObject({ code: 'element_exists' });
    expect(iframes()).toEqual([]);
  });

  test('that suspends keeps the frame, and shows it again', async () => {
    let resume: (text: string) => void = () => {};
    const later = new Promise<string>((resolve) => {
      resume = resolve;
    });
    const tree = (promise?: Promise<string>) => (
      <Suspense fallback="Waiting">
        <CardElement />
        <Text promise={promise} />
      </Suspense>
    );
    const { show } = renderApp(tree());
    const frame = await startFrame();
    await act(async () => show(tree(later)));
    expect(document.body.textContent).toContain('Waiting');
    expect(iframes()).toEqual([frame.iframe]);
    await act(async () => resume('Later'));
    expect(document.body.textContent).toBe('Later');
    expect(iframes()).toEqual([frame.iframe]);
    expect(openPorts()).toBe(2);
  });

  test('that is hidden holds no frame, and makes one when it is shown', async () => {
    const ref = createRef<PayframeCardElement>();
    const tree = (mode: 'hidden' | 'visible') => (
      <Activity mode={mode}>
        <CardElement ref={ref} />
      </Activity>
    );
    const { show } = renderApp(tree('hidden'));
    await settled();
    expect(iframes()).toEqual([]);
    for (let round = 0; round < 2; round++) {
      show(tree('visible'));
      const frame = await startFrame();
      expect(ref.current).not.toBeNull();
      show(tree('hidden'));
      await settled();
      expect(iframes(), frame.iframe.src).toEqual([]);
      expect(openPorts()).toBe(0);
      expect(ref.current).toBeNull();
    }
  });
});

describe('a component that is hidden', () => {
  const tabs = (shown: number) =>
    [0, 1].map((tab) => (
      <Activity key={tab} mode={tab === shown ? 'visible' : 'hidden'}>
        <CardElement id={`tab${tab}`} />
      </Activity>
    ));

  test('makes room at once for another one of its type, as in tabs', async () => {
    const { show } = renderApp(tabs(0), { strict: true });
    await startFrame();
    for (const tab of [1, 0, 1]) {
      show(tabs(tab));
      expect(document.querySelectorAll(`#tab${tab} iframe`)).toHaveLength(1);
      await startFrame();
      expect(iframes()).toHaveLength(1);
      expect(openPorts()).toBe(2);
    }
  });

  test('by a tree that suspends does so too, and is made anew when it is shown', async () => {
    let resume: (text: string) => void = () => {};
    const later = new Promise<string>((resolve) => {
      resume = resolve;
    });
    const tree = (promise?: Promise<string>) => (
      <Suspense fallback={<CardElement id="fallback" />}>
        <CardElement id="content" />
        <Text promise={promise} />
      </Suspense>
    );
    const { show } = renderApp(tree());
    await startFrame();
    await act(async () => show(tree(later)));
    expect(document.querySelectorAll('#fallback iframe')).toHaveLength(1);
    expect(iframes()).toHaveLength(1);
    await act(async () => resume('Later'));
    expect(document.querySelectorAll('#content iframe')).toHaveLength(1);
    expect(iframes()).toHaveLength(1);
  });
});

describe('nothing is left, and the type is free,', () => {
  /** Shows a tree with a group's hooks, beside which one may fail. */
  function watchGroup(field: (fails: boolean) => ReactNode) {
    const onError = vi.fn();
    const payframe = makePayframe();
    const groups: (PayframeElements | null)[] = [];
    const watch = (
      <ElementsConsumer>
        {({ elements }) => {
          groups.push(elements);
          return null;
        }}
      </ElementsConsumer>
    );
    const tree = (fails: boolean) => (
      <>
        {watch}
        <Boundary onError={onError}>{field(fails)}</Boundary>
      </>
    );
    const { show } = renderApp(tree(false), { payframe });
    return {
      payframe,
      onError,
      fail: () => show(tree(true)),
      group: () => groups.at(-1) as PayframeElements,
    };
  }

  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));

  test.each<[string, (fails: boolean) => ReactNode, object]>([
    [
      'where its options are refused',
      (fails) => <CardElement options={{ style: { base: { color: fails ? secretLive : 'red' } } }} />,
      { code: 'secret_key_refused' },
    ],
    [
      'where a ref of the app throws',
      (fails) => (
        <CardElement
          key={`${fails}`}
          ref={() => {
            if (fails) throw new Error('Mine.');
          }}
        />
      ),
      { message: 'Mine.' },
    ],
    [
      'where another component fails',
      (fails) => (
        <>
          <CardElement />
          {fails && <Failing />}
        </>
      ),
      { message: 'Mine.' },
    ],
  ])('%s', async (_, field, error) => {
    const { onError, fail, group } = watchGroup(field);
    await startFrame();
    fail();
    await settled();
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(error));
    expect(iframes()).toEqual([]);
    expect(openPorts()).toBe(0);
    expect(group().getElement('card')).toBeNull();
  });

  test('where a handler takes it off', async () => {
    const { group } = watchGroup(() => <Vanishing />);
    await say(await startFrame(), { type: 'change', state });
    expect(document.body.textContent).toBe('Done');
    expect(openPorts()).toBe(0);
    expect(group().getElement('card')).toBeNull();
  });

  test('and a call in flight settles with a typed error', async () => {
    const { group, fail, payframe } = watchGroup((fails) => !fails && <CardElement />);
    const frame = await startFrame();
    frame.answer = () => undefined;
    const card = group().getElement('card') as PayframeCardElement;
    const calls = [
      payframe.createPaymentMethod({ type: 'card', card }),
      payframe.confirmCardPayment('pi_1_secret_2', { payment_method: { card } }),
    ];
    await settled();
    fail();
    for (const { error } of await Promise.all(calls))
      expect(error).toMatchObject({ type: 'api_connection_error', code: 'element_unmounted' });
  });
});

describe('a component outside of a provider', () => {
  test('says what it needs', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<CardElement />)).toThrow('<CardElement> must be under an <Elements> provider.');
  });
});

const Text = ({ promise }: { promise?: Promise<string> }) => (promise ? use(promise) : 'Now');

function Failing(): ReactNode {
  throw new Error('Mine.');
}

function Vanishing() {
  const [shown, setShown] = useState(true);
  return shown ? <CardElement onChange={() => setShown(false)} /> : 'Done';
}
