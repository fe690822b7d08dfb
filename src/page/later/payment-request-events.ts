import type { ExpressCheckoutElementEvents, WalletAddress } from '../types/express-checkout-element.js';
import type { PaymentRequestAddress, PaymentRequestWallet } from '../types/payment-request.js';

/** The events of an Express Checkout Element that say what a shopper has chosen. */
type Confirmation = Omit<ExpressCheckoutElementEvents['confirm'], 'paymentFailed'>;

/** The names of wallets in the events of a payment request. */
const WALLETS: Record<string, { walletName: PaymentRequestWallet; methodName: string }> = {
  apple_pay: { walletName: 'applePay', methodName: 'https://apple.com/apple-pay' },
  google_pay: { walletName: 'googlePay', methodName: 'https://google.com/pay' },
};

/** Returns an address as a payment request has it. Before the shopper agrees, it has no street. */
export const requestAddress = (
  recipient: string,
  { line1, line2, city, state, postal_code, country }: Partial<WalletAddress>,
): PaymentRequestAddress => ({
  addressLine: [line1, line2].flatMap((line) => line || []),
  city: city ?? '',
  country: country ?? '',
  postalCode: postal_code ?? '',
  recipient,
  region: state ?? '',
});

/** Returns what the shopper has agreed to: what the options ask for, and no more. */
export function agreedOf(
  { expressPaymentType, billingDetails, shippingAddress }: Confirmation,
  { requestPayerName }: { requestPayerName?: unknown },
) {
  const { name, email, phone } = billingDetails ?? {};
  return {
    ...WALLETS[expressPaymentType],
    ...(requestPayerName === true && { payerName: name }),
    ...(email !== undefined && { payerEmail: email }),
    ...(phone !== undefined && { payerPhone: phone }),
    ...(shippingAddress && {
      shippingAddress: requestAddress(shippingAddress.name, shippingAddress.address),
    }),
  };
}
