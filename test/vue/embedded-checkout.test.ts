// @vitest-environment jsdom
/** The binding's embedded Checkout, on the double. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createApp, h, nextTick, reactive } from 'vue';
import { createPayframeDouble, payCheckout } from '../../src/testing/index.js';
import { EmbeddedCheckout, EmbeddedCheckoutProvider } from '../../src/vue/index.js';

const clientSecret = 'cs_test_1_secret_2';

type Props = InstanceType<typeof EmbeddedCheckoutProvider>['$props'];

let unmount = () => {};
afterEach(() => unmount());

function show(props: Props) {
  const node = document.body.appendChild(document.createElement('div'));
  const app = createApp({
    render: () => h(EmbeddedCheckoutProvider, { ...props }, () => h(EmbeddedCheckout, { class: 'checkout' })),
  });
  app.mount(node);
  unmount = () => {
    app.unmount();
    node.remove();
    unmount = () => {};
  };
}

const shown = () => document.querySelectorAll('.checkout [data-testid="checkout-pay"]').length;

describe('the provider of an embedded Checkout', () => {
  test('shows it once it has the secret, tells when it is complete, and makes room for the next one', async () => {
    const payframe = createPayframeDouble();
    const onComplete = vi.fn();
    const options: Props['options'] = { clientSecret: null, onComplete };
    const props = reactive({ payframe: Promise.resolve(payframe), options }) as Props;
    show(props);
    await nextTick();
    expect(shown()).toBe(0);
    props.options = { clientSecret, onComplete };
    await vi.waitFor(() => expect(shown()).toBe(1));
    await payCheckout(document.body);
    await vi.waitFor(() => expect(onComplete).toHaveBeenCalledOnce());
    unmount();
    (await payframe.createEmbeddedCheckoutPage({ clientSecret })).destroy();
    expect(shown()).toBe(0);
  });

  test('leaves nothing behind where it is unmounted before it has the secret', async () => {
    const payframe = createPayframeDouble();
    let give = (_: string) => {};
    const fetchClientSecret = vi.fn(() => new Promise<string>((resolve) => (give = resolve)));
    show({ payframe, options: { fetchClientSecret } });
    await vi.waitFor(() => expect(fetchClientSecret).toHaveBeenCalledOnce());
    unmount();
    give(clientSecret);
    await vi.waitFor(async () => (await payframe.createEmbeddedCheckoutPage({ clientSecret })).destroy());
  });

  test('says why there is none', async () => {
    const onLoaderror = vi.fn();
    show({ payframe: createPayframeDouble(), options: { clientSecret: 'pi_1_secret_2' }, onLoaderror });
    await vi.waitFor(() =>
      expect(onLoaderror.mock.calls).toMatchObject([[{ code: 'invalid_client_secret' }]]),
    );
  });
});
