/** @jsxImportSource hono/jsx */
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import {
  fixedEmail,
  paysNow,
  type SessionLine,
  takesMethod,
  usageOf,
} from '../../resources/checkout-sessions/index.js';
import type { Payable } from '../payment-form.js';
import { brandLook } from './brand.js';
import { CustomText } from './custom-text.js';
import { Billing, Consent, Contact, CustomFields, Delivery, TaxId } from './fields.js';
import type { CheckoutView } from './read.js';
import { styleOf } from './style.js';
import { Summary } from './summary.js';
import { buttonText, textsOfScript } from './texts.js';

interface CheckoutPageProps extends CheckoutView {
  payable: Payable;
  /** The secret by which the payment form shows what the customer has saved. */
  savedSecret: string | null;
}

/** Lets a customer pay what a session sells. */
export const CheckoutPage = ({ payable, savedSecret, ...view }: CheckoutPageProps) => {
  const { language, row, session, shop } = view;
  const { parts, say } = language;
  return (
    <Document title={`${titleOf(view)} · ${shop}`} style={styleOf(session)} language={language}>
      <main class={session.mode === 'setup' ? undefined : 'two'}>
        <div class="side">
          <header>
            {session.cancel_url && (
              <a class="back" href={session.cancel_url} data-testid="checkout-back">
                <span class="arrow" aria-hidden="true">
                  ←
                </span>{' '}
                {say('go_back')}
              </a>
            )}
            <span class="brand">
              <ForeignText text={shop} />
            </span>
            <span class="badge">{say('badge')}</span>
          </header>
          <h1>{titleOf(view)}</h1>
          {session.mode !== 'setup' && <Summary {...view} />}
        </div>
        <div>
          <form
            id="checkout"
            novalidate
            data-embedded={session.client_secret ? '' : undefined}
            data-email={fixedEmail(session) ?? ''}
            data-texts={JSON.stringify(textsOfScript(language))}
            data-payable={JSON.stringify(payable)}
            data-purchase={JSON.stringify({ ...purchaseOf(view), saved: savedSecret })}
          >
            <Contact {...view} />
            <Delivery {...view} />
            {takesMethod(row) && (
              <fieldset>
                <legend>{say('payment_method')}</legend>
                <div
                  id="payment"
                  data-testid="checkout-payment"
                  class={isShort(view) ? 'short' : undefined}
                />
              </fieldset>
            )}
            <Billing {...view} />
            <TaxId {...view} />
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
              <p>{say('needs_script')}</p>
            </noscript>
            {session.mode === 'subscription' && (
              <p class="quiet">{parts('renews', { shop: <ForeignText text={shop} /> })}</p>
            )}
            <CustomText text={session.custom_text.after_submit} />
          </form>
          <p class="test">{parts('test_card', { number: <code>4242 4242 4242 4242</code> })}</p>
        </div>
      </main>
      <script src="/js/v1/payframe.js" />
      <script src="/pay/checkout.js" />
    </Document>
  );
};

/** Tells whether the form of the payment method is only that of one type, without an address. */
const isShort = ({ session }: CheckoutView) =>
  session.billing_address_collection === 'required' && session.payment_method_types.length === 1;

const TITLES = { payment: 'checkout', setup: 'save_method', subscription: 'subscribe' } as const;

const titleOf = ({ language, session }: CheckoutView) =>
  language.say(TITLES[session.mode as keyof typeof TITLES]);

/** A line, as a shop's page is told of it. */
const lineOf = ({ id, price, product, quantity }: SessionLine) => ({
  id,
  quantity: quantity ?? 0,
  price: price.id,
  display: { name: product.name },
  pricingSpec: {
    unitAmount: price.unit_amount ?? undefined,
    unitAmountDecimal: price.unit_amount_decimal ?? undefined,
    currency: price.currency,
  },
});

/** What the script needs to know of the purchase. */
const purchaseOf = ({ bought, language, offered, row, session, shop }: CheckoutView) => ({
  id: session.id,
  lines: [...bought.map(({ line }) => line), ...offered].map(lineOf),
  amount: session.amount_total ?? 0,
  capture: row.hidden.payment_intent_data?.capture_method,
  currency: session.currency,
  locale: language.tag,
  look: session.branding_settings ? brandLook(session.branding_settings) : null,
  // A subscription that costs nothing yet only saves the payment method.
  mode: takesMethod(row) ? (paysNow(row) ? session.mode : 'setup') : null,
  shop,
  types: session.payment_method_types,
  usage: usageOf(row),
});
