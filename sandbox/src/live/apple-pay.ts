import type { SessionWallets } from '../../../src/contract/elements-session.js';

/** What an operator has been given by Apple, to take Apple Pay in live mode. */
export interface ApplePayOptions {
  /** The merchant's identifier: `merchant.com.example.shop`. */
  merchantId: string;
  /** File of the merchant identity certificate, in PEM. */
  certificate: string;
  /** File of its private key, in PEM. */
  key: string;
  /** File that proves to Apple whose domain the host's is. The host serves it where Apple looks for it. */
  domainAssociation: string;
}

/** Returns what the frame tells the browser about Apple Pay. */
export const applePayOf = ({ merchantId }: ApplePayOptions): NonNullable<SessionWallets['apple_pay']> => ({
  merchant_id: merchantId,
});
