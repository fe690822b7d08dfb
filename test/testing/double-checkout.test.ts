// @vitest-environment jsdom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createPayframeDouble, payCheckout } from '../../src/testing/index.js';

const clientSecret = 'cs_test_1_secret_2';

afterEach(() => {
  document.body.replaceChildren();
});

describe('an embedded Checkout of the double', () => {
  test('is a button that completes the session, once', async () => {
    const onComplete = vi.fn();
    const payframe = createPayframeDouble();
    const checkout = await payframe.createEmbeddedCheckoutPage({ clientSecret, onComplete });
    checkout.mount(document.body);
    expect(onComplete).not.toHaveBeenCalled();
    await payCheckout(document.body, { email: 'ada@shop.example' });
    await vi.waitFor(() => expect(onComplete).toHaveBeenCalledOnce());
    checkout.destroy();
    expect(document.body.childElementCount).toBe(0);
  });

  test('is refused as the real one: for other secrets, and beside another one', async () => {
    const payframe = createPayframeDouble();
    const create = (options: object) => payframe.createEmbeddedCheckoutPage(options);
    for (const wrong of ['pi_1_secret_2', 'cs_test_1', ['sk', 'test', 'x'.repeat(24)].join('_')])
      await expect(create({ clientSecret: wrong }), wrong).rejects.toMatchObject({ param: 'clientSecret' });
    await expect(create({})).rejects.toMatchObject({ code: 'invalid_client_secret' });
    await expect(create({ clientSecret, onComplete: 1 })).rejects.toMatchObject({
      code: 'invalid_option',
      param: 'onComplete',
    });
    await expect(
      create({ fetchClientSecret: async () => Promise.reject(new Error('offline')) }),
    ).rejects.toThrow('offline');
    const [first, second] = [
      create({ fetchClientSecret: async () => clientSecret }),
      create({ clientSecret }),
    ];
    await expect(second).rejects.toMatchObject({
      name: 'IntegrationError',
      code: 'embedded_checkout_exists',
    });
    const checkout = await first;
    checkout.destroy();
    checkout.destroy();
    expect(() => checkout.mount(document.body)).toThrow('destroyed');
    expect(() => checkout.unmount()).toThrow('destroyed');
    (await create({ clientSecret })).destroy();
  });

  test('can be mounted anew, and elsewhere', async () => {
    document.body.innerHTML = '<div id="a"></div><div id="b"></div>';
    const checkout = await createPayframeDouble().initEmbeddedCheckout({ clientSecret });
    const shownIn = () =>
      [...document.querySelectorAll('button')].map((button) => button.closest('[id]')?.id);
    checkout.mount('#a');
    checkout.mount('#a');
    expect(shownIn()).toEqual(['a']);
    checkout.mount('#b');
    expect(shownIn()).toEqual(['b']);
    checkout.unmount();
    expect(shownIn()).toEqual([]);
    checkout.mount('#a');
    expect(shownIn()).toEqual(['a']);
    expect(() => checkout.mount('#none')).toThrow('mount takes an element');
    checkout.destroy();
  });
});

describe('redirectToCheckout of the double', () => {
  test('goes nowhere, and refuses what the real one refuses', async () => {
    const payframe = createPayframeDouble();
    const before = location.href;
    expect(await payframe.redirectToCheckout({ sessionId: 'cs_test_1' })).toEqual({});
    expect(location.href).toBe(before);
    const go = (options: object) => payframe.redirectToCheckout(options as never);
    await expect(go({ sessionId: 'pi_1' })).rejects.toMatchObject({ param: 'sessionId' });
    await expect(go({ lineItems: [], mode: 'payment' })).rejects.toMatchObject({ param: 'lineItems' });
  });
});
