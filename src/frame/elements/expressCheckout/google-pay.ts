import { isRecord, type JsonObject } from '../../../wire/index.js';
import { addressOf } from './browser-details.js';
import type { LiveMeans, LiveWallet } from './live-wallet.js';
import { part, textOf } from './response-parts.js';

const NETWORKS = ['AMEX', 'DISCOVER', 'INTERAC', 'JCB', 'MASTERCARD', 'VISA'];

/** Google Pay, as Chrome opens it. */
export const googlePay: LiveWallet = {
  method({ wallets, account }, { business, wantsBilling }) {
    const settings = wallets?.google_pay;
    if (!settings) return undefined;
    const { environment, merchant_id: merchantId, gateway } = settings;
    const parameters = {
      allowedAuthMethods: ['PAN_ONLY', 'CRYPTOGRAM_3DS'],
      allowedCardNetworks: NETWORKS,
      ...(wantsBilling && {
        billingAddressRequired: true,
        billingAddressParameters: { format: 'FULL' },
      }),
    };
    return {
      supportedMethods: 'https://google.com/pay',
      data: {
        environment,
        apiVersion: 2,
        apiVersionMinor: 0,
        merchantInfo: { merchantId, merchantName: business || account.name || '' },
        allowedPaymentMethods: [
          {
            type: 'CARD',
            parameters,
            tokenizationSpecification: { type: 'PAYMENT_GATEWAY', parameters: gateway },
          },
        ],
      },
    };
  },
  read(details) {
    const { info, tokenizationData } = part(part(details).paymentMethodData);
    const { billingAddress } = part(info);
    return {
      data: { token: tokenOf(textOf(part(tokenizationData).token)) },
      ...(isRecord(billingAddress) && { holder: holderOf(billingAddress as JsonObject) }),
    };
  },
};

/** Returns what the upstream takes: the id of the token that a gateway of its shape has made, or the text that only another gateway can read. */
function tokenOf(given: string): string {
  try {
    return textOf(part(JSON.parse(given)).id) || given;
  } catch {
    return given;
  }
}

function holderOf(given: JsonObject): LiveMeans['holder'] {
  const text = (name: string) => textOf(given[name]);
  const place = {
    city: text('locality'),
    state: text('administrativeArea'),
    postal_code: text('postalCode'),
    country: text('countryCode'),
  };
  return { name: text('name'), address: addressOf(['address1', 'address2', 'address3'].map(text), place) };
}
