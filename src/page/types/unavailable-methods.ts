/** Types of payment methods whose own methods this version lacks. */
type UnavailableType =
  | 'AcssDebit'
  | 'CustomerBalance'
  | 'Giropay'
  | 'PayNow'
  | 'Pix'
  | 'PromptPay'
  | 'Sofort'
  | 'WechatPay';

/** Methods of Stripe.js that this version lacks. */
type UnavailableName =
  | `confirm${UnavailableType}Payment`
  | 'collectBankAccountForPayment'
  | 'collectBankAccountForSetup'
  | 'collectBankAccountToken'
  | 'collectFinancialConnectionsAccounts'
  | 'confirmAcssDebitSetup'
  | 'confirmSofortSetup'
  | 'createEphemeralKeyNonce'
  | 'createRadarSession'
  | 'initCheckoutFormSdk'
  | 'initializePricing'
  | 'processOrder'
  | 'retrieveOrder';

/**
 * Methods that are typed only so that the object fits Stripe.js's type, and can't be called by this one. A call by that type resolves with
 * the error `method_not_available`.
 */
export type UnavailableMethods = { [Name in UnavailableName]: (this: never) => never };
