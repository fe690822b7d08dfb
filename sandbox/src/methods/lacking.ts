/** Types of the public API that the platform does not have, each with the reason, as the end of a sentence. */
export const LACKING: Readonly<Record<string, string>> = {
  acss_debit: 'has no test accounts here yet',
  card_present: 'needs a card reader',
  custom: 'is drawn and carried out by the shop itself',
  customer_balance: 'needs bank transfers to a customer’s balance, which are not here yet',
  giropay: 'was closed by its operator in 2024',
  interac_present: 'needs a card reader',
  link: 'is Stripe’s own wallet',
  paynow: 'needs a QR code, which is not here yet',
  payto: 'needs an agreement in the bank’s app, which is not here yet',
  pix: 'needs a QR code, which is not here yet',
  promptpay: 'needs a QR code, which is not here yet',
  sofort: 'was closed by its operator in 2024',
  swish: 'needs a QR code, which is not here yet',
  upi: 'needs a QR code, which is not here yet',
  wechat_pay: 'needs a QR code, which is not here yet',
};
