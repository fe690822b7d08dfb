/** A checkout with a Checkout Session by the binding for Vue. */
import { loadPayframe } from 'payframe';
import {
  AddressElement,
  CheckoutProvider,
  type CheckoutValue,
  PaymentElement,
  useCheckout,
} from 'payframe/vue';
import { createApp, defineComponent, h, ref } from 'vue';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, secret = '', redirect, addresses } = root.dataset;

const payframe = loadPayframe(key, { host, locale: 'en' });
/** As of a request to the shop's server. */
const clientSecret = new Promise<string>((resolve) => setTimeout(() => resolve(secret), 50));

const Checkout = defineComponent(function Checkout() {
  const state = useCheckout();
  const problem = ref('');

  async function show(result: Promise<{ error?: { code: string | null; message: string } | undefined }>) {
    const { error } = await result;
    problem.value = error ? `${error.code}: ${error.message}` : '';
  }
  const input = (label: string, value: string, onBlur: (text: string) => void) =>
    h('label', [
      label,
      h('input', { value, onBlur: (event: Event) => onBlur((event.target as HTMLInputElement).value) }),
    ]);

  function form({ canConfirm, lineItems, status, total, ...checkout }: CheckoutValue) {
    const [line] = lineItems;
    const pay = (event: Event) => {
      event.preventDefault();
      void show(checkout.confirm(redirect ? {} : { redirect: 'if_required' }));
    };
    const add = () =>
      line && show(checkout.updateLineItemQuantity({ lineItem: line.id, quantity: line.quantity + 1 }));
    return h('form', { onSubmit: pay }, [
      input('Email', checkout.email ?? '', (text) => show(checkout.updateEmail(text))),
      input('Code', '', (text) => text && show(checkout.applyPromotionCode(text))),
      h('button', { type: 'button', onClick: add }, 'One more'),
      h('button', { disabled: !canConfirm }, `Pay ${total.total.amount}`),
      h('output', `${status.type} ${status.type === 'complete' ? status.paymentStatus : ''}`),
      h('p', { role: 'alert' }, problem.value),
    ]);
  }

  return () => {
    const now = state.value;
    if (now.type === 'error') return h('p', { role: 'alert' }, now.error.message);
    return now.type === 'success' ? form(now.checkout) : h('p', 'Loading');
  };
});

createApp({
  render: () =>
    h(CheckoutProvider, { payframe, options: { clientSecret } }, () => [
      h(Checkout),
      ...(addresses
        ? (['shipping', 'billing'] as const).map((mode) => h(AddressElement, { id: mode, options: { mode } }))
        : []),
      h(PaymentElement, { id: 'payment', options: { layout: 'tabs' } }),
    ]),
}).mount(root);
