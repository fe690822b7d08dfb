/**
 * What the types of the Vue binding let an app write, and what they refuse. `npx tsc -p test/tsconfig.json` is the test;
 * nothing here runs. Each `@ts-expect-error` proves that it can fail.
 */
import { type Component, h, readonly, useTemplateRef } from 'vue';
import type {
  CardElementOptions,
  loadPayframe,
  Payframe,
  PayframeCardElement,
} from '../../src/page/index.js';
import {
  CardCvcElement,
  CardElement,
  type CardElementProps,
  CardNumberElement,
  Elements,
  IbanElement,
  PostalCodeElement,
  useElements,
  usePayframe,
} from '../../src/vue/index.js';

declare const payframe: Payframe;
declare const loading: ReturnType<typeof loadPayframe>;

export const providers = [
  h(Elements, { payframe }),
  h(Elements, { payframe: loading, options: { locale: 'de' }, onLoaderror: console.error }),
  h(Elements, { payframe: null }, { default: () => [] }),
  // @ts-expect-error The constructor is no object of its.
  h(Elements, { payframe: (): Payframe => payframe }),
  // @ts-expect-error A provider needs one.
  h(Elements, { options: {} }),
];

// Each component's events are those of its Element.
export const events = [
  h(CardElement, { onChange: ({ brand, value }) => void [brand satisfies string, value.postalCode] }),
  h(CardElement, { onNetworkschange: ({ elementType }) => void (elementType satisfies 'card') }),
  h(CardElement, { onReady: (card) => card.update({ hidePostalCode: true }) }),
  h(CardElement, { onLoaderror: ({ error }) => void (error.code satisfies string | undefined) }),
  h(IbanElement, { onChange: ({ bankName, country }) => void [bankName satisfies string, country] }),
  h(CardNumberElement, { onChange: ({ brand }) => void (brand satisfies string) }),
  h(PostalCodeElement, { onChange: ({ value }) => void value.postalCode }),
  // @ts-expect-error A security code has no brand.
  h(CardCvcElement, { onChange: ({ brand }) => brand }),
];

export const options = [
  h(CardNumberElement, { id: 'number', class: 'box', options: { showIcon: true, placeholder: '1234' } }),
  h(IbanElement, { options: { supportedCountries: ['SEPA'] } }),
  // @ts-expect-error A security code has no icon.
  h(CardCvcElement, { options: { showIcon: true } }),
];

const networks = ['cartes_bancaires'] as const;

// What cannot be changed is taken too.
export const frozen = [
  h(CardElement, { options: readonly<CardElementOptions>({ preferredNetwork: ['visa'] }) }),
  h(CardElement, { options: { preferredNetwork: networks } }),
];

// Templates that are checked strictly, and JSX, go by these.
export const ofTemplates: InstanceType<typeof CardElement>['$props'][] = [
  {
    key: 1,
    ref: 'card',
    id: 'card',
    class: ['box'],
    style: 'color: red',
    'aria-label': 'Card',
    onClick() {},
  },
  { onChange: ({ brand }) => void (brand satisfies string), onFocus: ({ elementType }) => void elementType },
  // @ts-expect-error There is no such option.
  { options: { hideTheIcon: true } },
];
export const ofProvider: InstanceType<typeof Elements>['$props'] = { payframe, key: 'account' };

export const props: CardElementProps = { options: { hideIcon: true }, onBlur: () => {} };

// They are components as any.
export const components: Record<string, Component> = { CardElement, Elements };

export function useCard() {
  const card = useTemplateRef<InstanceType<typeof CardElement>>('card');
  const elements = useElements();
  const object = usePayframe();
  card.value?.focus();
  // @ts-expect-error It may not be there yet.
  elements.value.getElement('card');
  const made = elements.value?.getElement(CardElement) satisfies PayframeCardElement | null | undefined;
  if (card.value) object.value?.createPaymentMethod({ type: 'card', card: card.value });
  return made;
}
