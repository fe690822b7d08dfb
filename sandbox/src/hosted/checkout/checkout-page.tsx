/** @jsxImportSource hono/jsx */
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { fixedEmail, paysNow, takesMethod, usageOf } from '../../resources/checkout-sessions/index.js';
import type { Payable } from '../payment-form.js';
import { CustomText } from './custom-text.js';
import { Billing, Consent, Contact, CustomFields, Delivery } from './fields.js';
import type { CheckoutView } from './read.js';
import { CHECKOUT_STYLE } from './style.js';
import { Summary } from './summary.js';
import { buttonText } from './texts.js';

/** Lets a customer pay what a session sells. */
export const CheckoutPage = ({ payable, ...view }: CheckoutView & { payable: Payable }) => {
  const { row, session, shop } = view;
  return (
    <Document title={`${titleOf(view)} · ${shop}`} style={CHECKOUT_STYLE}>
      <main class={session.mode === 'setup' ? undefined : 'two'}>
        <div class="side">
          <header>
            {session.cancel_url && (
              <a class="back" href={session.cancel_url} data-testid="checkout-back">
                <span aria-hidden="true">←</span> Back
              </a>
            )}
            <span class="brand">
              <ForeignText text={shop} />
            </span>
            <span class="badge">Test mode</span>
          </header>
          <h1>{titleOf(view)}</h1>
          {session.mode !== 'setup' && <Summary {...view} />}
        </div>
        <div>
          <form
            id="checkout"
            novalidate
            data-email={fixedEmail(session) ?? ''}
            data-payable={JSON.stringify(payable)}
            data-purchase={JSON.stringify(purchaseOf(view))}
          >
            <Contact {...view} />
            <Delivery {...view} />
            {takesMethod(row) && (
              <fieldset>
                <legend>Payment method</legend>
                <div
                  id="payment"
                  class={session.billing_address_collection === 'required' ? 'short' : undefined}
                />
              </fieldset>
            )}
            <Billing {...view} />
            <CustomFields {...view} />
            <Consent {...view} />
            <CustomText text={session.custom_text.submit} />
            <p id="message" class="problem" role="alert" data-testid="checkout-message">
              {view.refusal}
            </p>
            <button id="pay" class="main" type="submit" disabled data-testid="checkout-pay">
              {buttonText(view)}
            </button>
            <noscript>
              <p>Paying needs JavaScript.</p>
            </noscript>
            {session.mode === 'subscription' && (
              <p class="quiet">
                The subscription renews by itself until you cancel it with <ForeignText text={shop} />.
              </p>
            )}
            <CustomText text={session.custom_text.after_submit} />
          </form>
          <p class="test">
            Test mode: no money moves. The card <code>4242 4242 4242 4242</code> pays, with any later date and
            any security code.
          </p>
        </div>
      </main>
      <script src="/js/v1/payframe.js" />
      <script src="/pay/checkout.js" />
    </Document>
  );
};

const titleOf = ({ session }: CheckoutView) =>
  session.mode === 'setup'
    ? 'Save a payment method'
    : session.mode === 'subscription'
      ? 'Subscribe'
      : 'Checkout';

/** What the script needs to know of the purchase. */
const purchaseOf = ({ row, session, shop }: CheckoutView) => ({
  id: session.id,
  amount: session.amount_total ?? 0,
  capture: row.hidden.payment_intent_data?.capture_method,
  currency: session.currency,
  // A subscription that costs nothing yet only saves the payment method.
  mode: takesMethod(row) ? (paysNow(row) ? session.mode : 'setup') : null,
  shop,
  types: session.payment_method_types,
  usage: usageOf(row),
});
