import type { CallOptions } from './call-options.js';
import type {
  ConfirmAuBecsDebitPaymentData,
  ConfirmAuBecsDebitSetupData,
  ConfirmCardPaymentData,
  ConfirmCardSetupData,
  ConfirmOptions,
  ConfirmSepaDebitPaymentData,
  ConfirmSepaDebitSetupData,
  PaymentIntentConfirmParams,
  SetupIntentConfirmParams,
} from './confirm.js';
import type { PaymentMethodCreateParams } from './create-params.js';
import type { PaymentIntentResult, SetupIntentResult } from './results.js';

/** The bank of the payer, where a page asks for it itself. */
interface OfBank {
  bank?: string;
}

/**
 * Types of payment methods, as they stand in the names of methods, each with the own data that a page may send. Numbers of
 * accounts are typed into Elements only.
 */
interface NamedTypes {
  Affirm: { affirm?: object };
  AfterpayClearpay: { afterpay_clearpay?: object };
  Alipay: { alipay?: object };
  AmazonPay: { amazon_pay?: object };
  BacsDebit: { bacs_debit?: object };
  Bancontact: { bancontact?: object };
  Billie: { billie?: object };
  Blik: { blik?: object };
  Boleto: { boleto?: { tax_id: string } };
  Cashapp: { cashapp?: object };
  Eps: { eps?: OfBank };
  Fpx: { fpx?: OfBank };
  GrabPay: { grabpay?: object };
  Ideal: { ideal?: OfBank };
  Klarna: { klarna?: object };
  Konbini: { konbini?: object };
  Mobilepay: { mobilepay?: object };
  Multibanco: { multibanco?: object };
  Oxxo: { oxxo?: object };
  P24: { p24?: OfBank };
  PayByBank: { pay_by_bank?: object };
  PayPal: { paypal?: object };
  Twint: { twint?: object };
  UsBankAccount: { us_bank_account?: object };
}

/** A payment method that is made from its own data, or the id of a saved one. */
interface WithNamed<T extends keyof NamedTypes> {
  payment_method?: string | (PaymentMethodCreateParams & NamedTypes[T]);
  /** Options of the type, such as `{ blik: { code: '123456' } }`. */
  payment_method_options?: Record<string, object>;
}

export type ConfirmNamedPaymentData<T extends keyof NamedTypes> = PaymentIntentConfirmParams & WithNamed<T>;
export type ConfirmNamedSetupData<T extends keyof NamedTypes> = SetupIntentConfirmParams & WithNamed<T>;

/** `confirmIdealPayment`, `confirmUsBankAccountPayment`, and so on. */
type ConfirmPaymentMethods = {
  [T in keyof NamedTypes as `confirm${T}Payment`]: (
    clientSecret: string,
    data?: ConfirmNamedPaymentData<T>,
    options?: ConfirmOptions,
  ) => Promise<PaymentIntentResult>;
};

/** `confirmIdealSetup`, `confirmUsBankAccountSetup`, and so on. */
type ConfirmSetupMethods = {
  [T in keyof NamedTypes as `confirm${T}Setup`]: (
    clientSecret: string,
    data?: ConfirmNamedSetupData<T>,
    options?: ConfirmOptions,
  ) => Promise<SetupIntentResult>;
};

/** The deposits that a bank account's holder received: their amounts in cents, or the code in their description. */
export type MicrodepositsData =
  | { amounts: number[]; descriptor_code?: undefined }
  | { descriptor_code: string; amounts?: undefined };

/** Methods whose names say what they are for. */
export interface NamedMethods extends ConfirmPaymentMethods, ConfirmSetupMethods {
  /**
   * Pays a PaymentIntent by card. If the bank asks for it, the cardholder authenticates.
   *
   * @example
   * ```ts
   * const { paymentIntent, error } = await payframe.confirmCardPayment(clientSecret, {
   *   payment_method: { card, billing_details: { name: 'Jenny Rosen' } },
   * });
   * if (paymentIntent?.status === 'succeeded') location.assign('/thank-you');
   * ```
   */
  confirmCardPayment(
    clientSecret: string,
    data?: ConfirmCardPaymentData,
    options?: ConfirmOptions,
  ): Promise<PaymentIntentResult>;
  confirmCardSetup(
    clientSecret: string,
    data?: ConfirmCardSetupData,
    options?: ConfirmOptions,
  ): Promise<SetupIntentResult>;
  confirmSepaDebitPayment(this: never): Promise<PaymentIntentResult>;
  confirmSepaDebitPayment(
    clientSecret: string,
    data?: ConfirmSepaDebitPaymentData,
    options?: ConfirmOptions,
  ): Promise<PaymentIntentResult>;
  confirmSepaDebitSetup(this: never): Promise<SetupIntentResult>;
  confirmSepaDebitSetup(
    clientSecret: string,
    data?: ConfirmSepaDebitSetupData,
    options?: ConfirmOptions,
  ): Promise<SetupIntentResult>;
  /**
   * Pays a PaymentIntent by a debit of a bank account in Australia.
   *
   * @example
   * ```ts
   * const { paymentIntent, error } = await payframe.confirmAuBecsDebitPayment(clientSecret, {
   *   payment_method: {
   *     au_becs_debit: auBankAccount,
   *     billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
   *   },
   * });
   * ```
   */
  confirmAuBecsDebitPayment(
    clientSecret: string,
    data?: ConfirmAuBecsDebitPaymentData,
    options?: ConfirmOptions,
  ): Promise<PaymentIntentResult>;
  confirmAuBecsDebitPayment(this: never): Promise<PaymentIntentResult>;
  confirmAuBecsDebitSetup(
    clientSecret: string,
    data?: ConfirmAuBecsDebitSetupData,
    options?: ConfirmOptions,
  ): Promise<SetupIntentResult>;
  confirmAuBecsDebitSetup(this: never): Promise<SetupIntentResult>;
  /** Verifies the bank account of a PaymentIntent with the next action `verify_with_microdeposits`. */
  verifyMicrodepositsForPayment(
    clientSecret: string,
    data: MicrodepositsData,
    options?: CallOptions,
  ): Promise<PaymentIntentResult>;
  verifyMicrodepositsForSetup(
    clientSecret: string,
    data: MicrodepositsData,
    options?: CallOptions,
  ): Promise<SetupIntentResult>;
}
