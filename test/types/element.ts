/** What the types of the custom elements let a page write, and what they refuse; nothing here runs. */
import '../../src/element/index.js';

export async function pay(root: ParentNode) {
  const card = root.querySelector('payframe-card');
  if (!card) return;
  card.element?.update({ hidePostalCode: true });
  const { paymentMethod } = await card.createPaymentMethod({ billing_details: { name: 'Jenny Rosen' } });
  paymentMethod?.id satisfies string | undefined;
  Object.assign(card, { publishableKey: 'pk_test_…', host: 'https://pay.example' });
  card.options = { hidePostalCode: true };
  card.appearance = { theme: 'night' };
  card.disabled = card.name === 'payment_method';
  // @ts-expect-error There is no such option.
  card.options = { hideTheIcon: true };
  card.validity.valueMissing satisfies boolean;
  // @ts-expect-error It has no icon.
  root.querySelector('payframe-card-cvc')?.element?.update({ showIcon: true });
  // @ts-expect-error The element makes no tokens.
  card.createToken();
}
