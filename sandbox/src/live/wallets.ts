import type { SessionWallets } from '../../../src/contract/elements-session.js';
import { type ApplePayOptions, applePayOf } from './apple-pay.js';
import { type GooglePayOptions, googlePayOf } from './google-pay.js';

export type { ApplePayOptions, GooglePayOptions };

/** The wallets that a host takes in live mode. */
export interface WalletOptions {
  applePay?: ApplePayOptions;
  googlePay?: GooglePayOptions;
}

/** Returns what the frames learn of the wallets. */
export const sessionWallets = ({ applePay, googlePay }: WalletOptions): SessionWallets => ({
  ...(applePay && { apple_pay: applePayOf(applePay) }),
  ...(googlePay && { google_pay: googlePayOf(googlePay) }),
});
