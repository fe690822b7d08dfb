import { affirm } from './affirm/method.js';
import { afterpayClearpay } from './afterpay-clearpay/method.js';
import { alipay } from './alipay/method.js';
import { alma } from './alma/method.js';
import { amazonPay } from './amazon-pay/method.js';
import { auBecsDebit } from './au-becs-debit/method.js';
import { bacsDebit } from './bacs-debit/method.js';
import { bancontact } from './bancontact/method.js';
import { billie } from './billie/method.js';
import { bizum } from './bizum/method.js';
import { blik } from './blik/method.js';
import { boleto } from './boleto/method.js';
import { card } from './card/method.js';
import { cashapp } from './cashapp/method.js';
import { crypto } from './crypto/method.js';
import { eps } from './eps/method.js';
import { fpx } from './fpx/method.js';
import { grabpay } from './grabpay/method.js';
import { ideal } from './ideal/method.js';
import { kakaoPay } from './kakao-pay/method.js';
import { klarna } from './klarna/method.js';
import { konbini } from './konbini/method.js';
import { krCard } from './kr-card/method.js';
import { mbWay } from './mb-way/method.js';
import { createMethods } from './methods.js';
import { mobilepay } from './mobilepay/method.js';
import { multibanco } from './multibanco/method.js';
import { naverPay } from './naver-pay/method.js';
import { nzBankAccount } from './nz-bank-account/method.js';
import { oxxo } from './oxxo/method.js';
import { p24 } from './p24/method.js';
import { payByBank } from './pay-by-bank/method.js';
import { payco } from './payco/method.js';
import { paypal } from './paypal/method.js';
import { paypay } from './paypay/method.js';
import { revolutPay } from './revolut-pay/method.js';
import { samsungPay } from './samsung-pay/method.js';
import { satispay } from './satispay/method.js';
import { scalapay } from './scalapay/method.js';
import { sepaDebit } from './sepa-debit/method.js';
import { sequra } from './sequra/method.js';
import { sunbit } from './sunbit/method.js';
import { twint } from './twint/method.js';
import { usBankAccount } from './us-bank-account/method.js';
import { zip } from './zip/method.js';

/** Every type of payment method. An intent that names no types, and excludes none, has them in this order. */
export const methods = createMethods([
  card,
  sepaDebit,
  usBankAccount,
  bacsDebit,
  auBecsDebit,
  nzBankAccount,
  ideal,
  bancontact,
  eps,
  p24,
  blik,
  klarna,
  paypal,
  twint,
  alipay,
  affirm,
  afterpayClearpay,
  amazonPay,
  revolutPay,
  mobilepay,
  cashapp,
  satispay,
  payByBank,
  billie,
  alma,
  grabpay,
  fpx,
  kakaoPay,
  naverPay,
  krCard,
  payco,
  samsungPay,
  paypay,
  bizum,
  mbWay,
  zip,
  scalapay,
  sequra,
  sunbit,
  crypto,
  multibanco,
  oxxo,
  boleto,
  konbini,
]);

export type MethodType = (typeof methods.types)[number];

/** Options by type of payment method. */
export type OptionsByType = Partial<Record<MethodType, object | undefined>>;
