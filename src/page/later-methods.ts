import { PayframeError } from './errors.js';

/** The methods `confirm…Payment` and `confirm…Setup` of Stripe.js, by the name in the middle. */
const PAYMENTS =
  'Card SepaDebit AcssDebit UsBankAccount Alipay AuBecsDebit Bancontact Billie Blik Boleto Cashapp CustomerBalance Eps ' +
  'Fpx Giropay GrabPay Ideal Klarna Konbini Mobilepay Multibanco Oxxo P24 PayByBank PayNow PayPal Pix PromptPay Sofort ' +
  'Twint WechatPay Affirm AfterpayClearpay';
const SETUPS =
  'Card SepaDebit AcssDebit UsBankAccount AuBecsDebit BacsDebit Bancontact Blik Cashapp Ideal AmazonPay PayPal Sofort';
const OTHERS =
  'confirmPayment confirmSetup handleCardAction handleNextAction createConfirmationToken retrievePaymentIntent ' +
  'retrieveSetupIntent verifyMicrodepositsForPayment verifyMicrodepositsForSetup createRadarSession ' +
  'collectBankAccountForPayment collectBankAccountForSetup collectBankAccountToken ' +
  'collectFinancialConnectionsAccounts processOrder retrieveOrder paymentRequest verifyIdentity ' +
  'createEphemeralKeyNonce initCheckoutElementsSdk initCheckoutFormSdk createEmbeddedCheckoutPage initializePricing ' +
  'createSource retrieveSource initCheckout initEmbeddedCheckout redirectToCheckout';

const names = (list: string, before = '', after = '') => list.split(' ').map((name) => before + name + after);

/**
 * The methods of Stripe.js that this version does not have: each is there and says so in its `{error}`, where a missing
 * one would stop the page.
 */
export function laterMethods(): Record<string, () => Promise<{ error: PayframeError }>> {
  return Object.fromEntries(
    [...names(PAYMENTS, 'confirm', 'Payment'), ...names(SETUPS, 'confirm', 'Setup'), ...names(OTHERS)].map(
      (name) => [name, async () => ({ error: notAvailable(`payframe.${name}`) })],
    ),
  );
}

export const notAvailable = (what: string): PayframeError =>
  new PayframeError({
    type: 'invalid_request_error',
    code: 'method_not_available',
    message: `${what} is not available in this version of Payframe.`,
  });
