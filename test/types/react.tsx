/**
 * What the types of the React binding let an app write, and what they refuse. `npx tsc -p test/tsconfig.json` is the
 * test; nothing here runs. Each `@ts-expect-error` proves that it can fail.
 */
import {
  LinkAuthenticationElement,
  Elements as StripeElements,
  PaymentElement as StripePaymentElement,
  useStripe,
  useElements as useStripeElements,
} from '@stripe/react-stripe-js';
import { useRef } from 'react';
import type { loadPayframe, Payframe, PayframeCardElement } from '../../src/page/index.js';
import {
  CardCvcElement,
  CardElement,
  type CardElementProps,
  CardNumberElement,
  Elements,
  IbanElement,
  PostalCodeElement,
  useElements,
} from '../../src/react/index.js';

declare const payframe: Payframe;
declare const loading: ReturnType<typeof loadPayframe>;

export const providers = [
  <Elements key="object" payframe={payframe} />,
  <Elements key="promise" payframe={loading} options={{ locale: 'de' }} onLoadError={console.error} />,
  <Elements key="nothing" payframe={null} />,
  // @ts-expect-error The constructor is no object of its.
  <Elements key="constructor" payframe={(): Payframe => payframe} />,
  // @ts-expect-error A provider needs one.
  <Elements key="none" />,
];

// Each component's events are those of its Element.
export const events = [
  <CardElement key="card" onChange={({ brand, value }) => [brand satisfies string, value.postalCode]} />,
  <CardElement key="networks" onNetworksChange={({ elementType }) => elementType satisfies 'card'} />,
  <CardElement key="ready" onReady={(card) => card.update({ hidePostalCode: true })} />,
  <CardElement key="failed" onLoadError={({ error }) => error.code satisfies string | undefined} />,
  <IbanElement key="iban" onChange={({ bankName, country }) => [bankName satisfies string, country]} />,
  <CardNumberElement key="number" onChange={({ brand }) => brand satisfies string} />,
  <PostalCodeElement key="post" onChange={({ value }) => value.postalCode satisfies string} />,
  // @ts-expect-error A security code has no brand.
  <CardCvcElement key="cvc" onChange={({ brand }) => brand} />,
  // @ts-expect-error An IBAN has no networks.
  <IbanElement key="no networks" onNetworksChange={() => {}} />,
  // @ts-expect-error No event of any Element.
  <CardElement key="unknown" onPay={() => {}} />,
];

export const options = [
  <CardNumberElement key="number" options={{ showIcon: true, placeholder: '1234' }} />,
  <IbanElement key="iban" options={{ supportedCountries: ['SEPA'] }} />,
  // @ts-expect-error A security code has no icon.
  <CardCvcElement key="cvc" options={{ showIcon: true }} />,
  // @ts-expect-error A field has no children.
  <CardElement key="children">Card</CardElement>,
];

// The node's attributes and events, save those that the Element has itself.
export const attributes = [
  <CardElement
    key="node"
    id="card"
    className="box"
    style={{ minHeight: 20 }}
    title="Card"
    data-testid="card"
    aria-describedby="hint"
    onClick={({ currentTarget }) => currentTarget satisfies HTMLDivElement}
  />,
  // @ts-expect-error No attribute of a node.
  <CardElement key="typo" titel="Card" />,
];

export function Refs() {
  const card = useRef<PayframeCardElement>(null);
  const node = useRef<HTMLDivElement>(null);
  const elements = useElements();
  card.current?.focus();
  elements?.getElement(CardElement)?.clear();
  return [
    <CardElement key="card" ref={card} />,
    <CardElement key="function" ref={(element) => void element?.focus()} />,
    // @ts-expect-error The Element, not its node.
    <CardElement key="node" ref={node} />,
  ];
}

/** A component of a shop's own around a field. */
export const ShopCard = (props: Omit<CardElementProps, 'className'>) => (
  <CardElement className="shop-card" {...props} />
);

// The provider of Stripe.js's own wrapper takes the object as it is.
export const wrapped = (
  <StripeElements stripe={payframe} options={{ mode: 'payment', amount: 1099, currency: 'eur' }}>
    <StripePaymentElement options={{ layout: 'tabs' }} onChange={({ complete }) => complete} />
    <LinkAuthenticationElement onChange={({ value }) => value.email} />
  </StripeElements>
);

/** A page of that wrapper, which pays by its hooks, or by the object itself. */
export function PayButton() {
  const [stripe, elements] = [useStripe(), useStripeElements()];
  async function pay() {
    if (!stripe || !elements || (await elements.submit()).error) return;
    const confirmParams = { return_url: 'https://shop.example/done' };
    await stripe.confirmPayment({ elements, clientSecret: 'pi_1_secret_2', confirmParams });
    await payframe.confirmPayment({ elements, clientSecret: 'pi_1_secret_2', confirmParams });
  }
  return <button type="submit" onClick={pay} />;
}

// @ts-expect-error Only an object of Payframe is one of Stripe's.
export const refused = <StripeElements stripe={{ elements: payframe.elements }} />;
