import type { SessionWallets } from '../../../src/contract/elements-session.js';
import { type GooglePayOptions, googlePayOf } from './google-pay.js';

export type { GooglePayOptions };

/** The wallets that a host takes in live mode. */
export interface WalletOptions {
  googlePay?: GooglePayOptions;
}

/** Returns what the frames learn of the wallets. */
export const sessionWallets = ({ googlePay }: WalletOptions): SessionWallets => ({
  ...(googlePay && { google_pay: googlePayOf(googlePay) }),
});
