/** A checkout in Vue that a test drives by its buttons, as a person does. */
import type { loadPayframe, PayframeCardElement } from 'payframe';
import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  useElements,
  usePayframe,
} from 'payframe/vue';
import {
  defineComponent,
  h,
  KeepAlive,
  onErrorCaptured,
  onMounted,
  reactive,
  ref,
  Suspense,
  Teleport,
  Transition,
  TransitionGroup,
  type VNodeChild,
  vShow,
  withDirectives,
} from 'vue';

const note = (type: string, event: object = {}) =>
  window.seen.push({ ...(JSON.parse(JSON.stringify(event)) as object), type });

const button = (name: string, onClick: () => unknown) => h('button', { type: 'button', onClick }, name);

/** Options and listeners are made anew at each render, as most apps do. */
const Card = defineComponent(function Card() {
  const renders = ref(0);
  const disabled = ref(false);
  // Deep: what a template ref gets must stand being looked at through a proxy.
  const card = ref<PayframeCardElement>();
  return () =>
    h('form', { onSubmit: (event: Event) => event.preventDefault() }, [
      h('label', { for: 'card' }, 'Card'),
      h(CardElement, {
        ref: card as never,
        id: 'card',
        class: renders.value % 2 ? 'odd' : 'even',
        options: {
          hidePostalCode: true,
          disabled: disabled.value,
          style: { base: { color: 'rgb(10, 20, 30)' } },
        },
        onReady: () => note('ready'),
        onChange: (event) => note('change', event),
        onFocus: (event) => note('focus', event),
        onBlur: (event) => note('blur', event),
        onLoaderror: (event) => note('loaderror', event),
      }),
      button('Render', () => renders.value++),
      button('Clear', () => card.value?.clear()),
      button('Disable', () => {
        disabled.value = !disabled.value;
      }),
    ]);
});

const Split = defineComponent(function Split() {
  const fields = { number: CardNumberElement, expiry: CardExpiryElement, cvc: CardCvcElement };
  return () =>
    Object.entries(fields).map(([id, Field]) =>
      h(Field as typeof CardNumberElement, { id, onReady: () => note('ready') }),
    );
});

/** Pays with whatever Element is there; the outcome is the test's. */
const Pay = defineComponent(function Pay() {
  const payframe = usePayframe();
  const elements = useElements();
  const outcome = ref('');
  async function pay() {
    const card = elements.value?.getElement(CardElement) ?? elements.value?.getElement('cardNumber');
    if (!payframe.value || !card) throw new Error('Not there yet.');
    const { paymentMethod, error } = await payframe.value.createPaymentMethod({ type: 'card', card });
    outcome.value = paymentMethod?.id ?? error?.code ?? 'nothing';
  }
  return () => [button('Pay', pay), h('output', outcome.value)];
});

const Other = defineComponent(function Other() {
  return () => h('p', 'Another tab');
});

/** Shows itself once something has come, as a component does whose `setup` waits. */
const Late = defineComponent({
  async setup() {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return () => h(Card);
  },
});

const secret = ['sk', 'test', 'a'.repeat(24)].join('_');

const CONTENTS: Record<string, (on: boolean) => VNodeChild> = {
  card: () => h(Card),
  split: () => h(Split),
  kept: (on) => h(KeepAlive, () => h(on ? Other : Card)),
  hidden: (on) => withDirectives(h(Card), [[vShow, on]]),
  late: () => h(Suspense, null, { default: () => h(Late), fallback: () => h('p', 'Loading') }),
  listed: (on) =>
    h(TransitionGroup, { tag: 'div' }, () =>
      (on ? [Card, Other] : [Other, Card]).map((Item) => h(Item, { key: Item.name })),
    ),
  refused: (on) => h(CardElement, { key: String(on), options: { value: { postalCode: secret } } }),
  switched: (on) => h(Transition, { name: 'fade' }, () => (on ? h(Other) : h(Card))),
  teleported: (on) => h(Teleport, { to: 'body', disabled: !on }, [h(Card)]),
};

export const Checkout = defineComponent(
  function Checkout({ payframe, content = 'card' }: CheckoutProps) {
    const options = reactive({ locale: 'en' });
    const on = ref(false);
    const hydrated = ref(false);
    onErrorCaptured(({ message }) => {
      note('captured', { message });
    });
    onMounted(() => {
      hydrated.value = true;
    });
    return () =>
      h('main', [
        h(Elements, { payframe, options, onLoaderror: (error) => note('failed', error as object) }, () => [
          CONTENTS[content]?.(on.value),
          h(Pay),
        ]),
        button('Switch', () => {
          on.value = !on.value;
        }),
        button('Deutsch', () => {
          options.locale = 'de';
        }),
        h('p', hydrated.value ? 'In the browser' : 'From the server'),
      ]);
  },
  { props: ['payframe', 'content'] },
);

interface CheckoutProps {
  payframe: ReturnType<typeof loadPayframe> | null;
  content?: string;
}
