/** An Express Checkout Element in Vue. */
import { loadPayframe } from 'payframe';
import { Elements, ExpressCheckoutElement, useElements, usePayframe } from 'payframe/vue';
import { createApp, defineComponent, h } from 'vue';
import {
  GROUP,
  host,
  key,
  note,
  OPTIONS,
  onClick,
  onShippingAddressChange,
  pay,
  paysNothing,
  root,
} from './express-shop.js';

const payframe = loadPayframe(key, { host });

const Express = defineComponent(() => {
  const [payframe, elements] = [usePayframe(), useElements()];
  return () =>
    h(ExpressCheckoutElement, {
      options: OPTIONS,
      onClick,
      onShippingaddresschange: onShippingAddressChange,
      onReady: (event: object) => note('ready', event),
      onCancel: (event: object) => note('cancel', event),
      ...(!paysNothing && { onConfirm: () => void pay(payframe.value, elements.value) }),
    });
});

createApp(() => [
  h(Elements, { payframe, options: GROUP }, { default: () => h(Express) }),
  h('input', { 'aria-label': 'Voucher' }),
]).mount(root);
