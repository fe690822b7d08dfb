// @vitest-environment jsdom
/** The binding's embedded Checkout, on the double. */
import { act, cleanup, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { EmbeddedCheckout, EmbeddedCheckoutProvider } from '../../src/react/index.js';
import { createPayframeDouble, payCheckout } from '../../src/testing/index.js';

const clientSecret = 'cs_test_1_secret_2';

afterEach(cleanup);

const shown = () => document.querySelectorAll('[data-testid="checkout-pay"]').length;

describe('the provider of an embedded Checkout', () => {
  test('shows it once, in StrictMode too, calls the newest handler, and makes room for the next one', async () => {
    const payframe = createPayframeDouble();
    const fetchClientSecret = vi.fn(async () => clientSecret);
    const app = (onComplete: () => void) => (
      <StrictMode>
        <EmbeddedCheckoutProvider payframe={payframe} options={{ fetchClientSecret, onComplete }}>
          <EmbeddedCheckout className="checkout" />
        </EmbeddedCheckoutProvider>
      </StrictMode>
    );
    const [first, newest] = [vi.fn(), vi.fn()];
    const { rerender, unmount } = render(app(first));
    await vi.waitFor(() => expect(shown()).toBe(1));
    expect(document.querySelectorAll('.checkout')).toHaveLength(1);
    rerender(app(newest));
    await act(() => payCheckout(document.body));
    await vi.waitFor(() => expect(newest).toHaveBeenCalledOnce());
    expect([first.mock.calls.length, fetchClientSecret.mock.calls.length]).toEqual([0, 1]);
    unmount();
    await vi.waitFor(async () => (await payframe.createEmbeddedCheckoutPage({ clientSecret })).destroy());
    expect(shown()).toBe(0);
  });

  test('waits for the secret, and one that is unmounted before it has it leaves nothing behind', async () => {
    const payframe = createPayframeDouble();
    const app = (secret: string | null) => (
      <EmbeddedCheckoutProvider payframe={Promise.resolve(payframe)} options={{ clientSecret: secret }}>
        <EmbeddedCheckout />
      </EmbeddedCheckoutProvider>
    );
    const { rerender, unmount } = render(app(null));
    await act(async () => {});
    expect(shown()).toBe(0);
    rerender(app(clientSecret));
    unmount();
    await vi.waitFor(async () => (await payframe.createEmbeddedCheckoutPage({ clientSecret })).destroy());
    expect(shown()).toBe(0);
  });

  test('says why there is none', async () => {
    const onLoadError = vi.fn();
    render(
      <EmbeddedCheckoutProvider
        payframe={createPayframeDouble()}
        options={{ clientSecret: 'pi_1_secret_2' }}
        onLoadError={onLoadError}
      >
        <EmbeddedCheckout />
      </EmbeddedCheckoutProvider>,
    );
    await vi.waitFor(() =>
      expect(onLoadError.mock.calls).toMatchObject([[{ code: 'invalid_client_secret' }]]),
    );
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<EmbeddedCheckout />)).toThrow('under an <EmbeddedCheckoutProvider>');
  });
});
