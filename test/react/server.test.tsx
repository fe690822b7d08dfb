import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { loadPayframe } from '../../src/page/index.js';
import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  IbanElement,
  PostalCodeElement,
  useElements,
  usePayframe,
} from '../../src/react/index.js';
import { publishable } from '../keys/make-keys.js';
import { host } from '../page/fake-frame.js';
import { makePayframe } from '../page/shop.js';

const Hooks = () => <>{`${!!usePayframe()} ${!!useElements()}`}</>;

const page = (payframe: Parameters<typeof Elements>[0]['payframe']) => (
  <StrictMode>
    <Elements payframe={payframe} options={{ locale: 'de' }}>
      <CardElement id="card" className="box" options={{ hidePostalCode: true }} onChange={() => {}} />
      <CardNumberElement />
      <CardExpiryElement />
      <CardCvcElement />
      <PostalCodeElement />
      <IbanElement />
      <Hooks />
    </Elements>
  </StrictMode>
);

test('a server renders the nodes, without a word and without a window', () => {
  const spies = (['error', 'warn'] as const).map((level) => vi.spyOn(console, level));
  expect(globalThis).not.toHaveProperty('window');
  const nodes = `<div id="card" class="box"></div>${'<div></div>'.repeat(5)}`;
  expect(renderToString(page(null))).toBe(`${nodes}false false`);
  expect(renderToString(page(loadPayframe(publishable, { host })))).toBe(`${nodes}false false`);
  expect(renderToString(page(makePayframe()))).toBe(`${nodes}true true`);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});
