import type { SessionWallets } from '../../../src/contract/elements-session.js';

/** What an operator has been given by Google and by a gateway, to take Google Pay in live mode. */
export interface GooglePayOptions {
  /** Id of the merchant in Google's Pay & Wallet Console. */
  merchantId: string;
  /** Name of the gateway that Google encrypts the card for: `stripe`, or another one of Google's list. */
  gateway: string;
  /** Name of the merchant at that gateway; for `stripe` a publishable key of it. */
  gatewayMerchantId: string;
  /** By default `PRODUCTION`. `TEST` shows Google's own test cards, and charges none. */
  environment?: 'PRODUCTION' | 'TEST';
}

/** Version of the gateway's API whose token it makes. */
const STRIPE_VERSION = '2018-10-31';

/** Returns what the frame tells the browser about Google Pay. */
export const googlePayOf = ({
  merchantId,
  gateway,
  gatewayMerchantId,
  environment = 'PRODUCTION',
}: GooglePayOptions): NonNullable<SessionWallets['google_pay']> => ({
  environment,
  merchant_id: merchantId,
  gateway:
    gateway === 'stripe'
      ? { gateway, 'stripe:version': STRIPE_VERSION, 'stripe:publishableKey': gatewayMerchantId }
      : { gateway, gatewayMerchantId },
});
