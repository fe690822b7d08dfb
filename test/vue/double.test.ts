// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { createApp, defineComponent, h, ref } from 'vue';
import type { PayframeCardElement } from '../../src/page/index.js';
import { createPayframeDouble, fillCard } from '../../src/testing/index.js';
import { CardElement, Elements } from '../../src/vue/index.js';

let unmount = () => {};
afterEach(() => {
  unmount();
  document.body.replaceChildren();
});

/** A checkout in the style of the options API: its state is deep and reactive. */
const Checkout = defineComponent({
  data: () => ({ payframe: createPayframeDouble(), brand: '', paid: '' }),
  methods: {
    async pay() {
      const card = this.$refs.card as PayframeCardElement;
      const { paymentMethod, error } = await this.payframe.createPaymentMethod({ type: 'card', card });
      this.paid = paymentMethod?.card?.last4 ?? error?.message ?? '';
    },
  },
  render() {
    return h(Elements, { payframe: this.payframe }, () => [
      h(CardElement, {
        ref: 'card',
        onChange: ({ brand }) => {
          this.brand = brand;
        },
      }),
      h('output', `${this.brand} ${this.paid}`),
    ]);
  },
});

test('a checkout in the options API is paid with the double of `payframe/testing`', async () => {
  const root = document.body.appendChild(document.createElement('div'));
  const checkout = ref<InstanceType<typeof Checkout>>();
  const app = createApp({ render: () => h(Checkout, { ref: checkout }) });
  unmount = () => app.unmount();
  app.mount(root);
  await fillCard(root, { number: '4242'.repeat(4), expiry: '12/34', cvc: '123', postalCode: '94110' });
  await checkout.value?.pay();
  await expect.poll(() => root.querySelector('output')?.textContent).toBe('visa 4242');
});
