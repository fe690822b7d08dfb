import { isRecord, type JsonObject } from '../../../wire/index.js';
import { shaped } from '../../api/answer-shape.js';
import { post } from '../../api/api.js';
import { formBody } from '../../api/form-body.js';
import { addressOf } from './browser-details.js';
import type { LiveMeans, LiveWallet } from './live-wallet.js';
import { part, textOf } from './response-parts.js';

/** Version of Apple's part of the request: the first that has all of these networks. */
const VERSION = 3;
const NETWORKS = ['amex', 'discover', 'jcb', 'masterCard', 'visa'];

/** Apple Pay, as Safari opens it. */
export const applePay: LiveWallet = {
  method({ wallets, account }, { wantsBilling }) {
    const settings = wallets?.apple_pay;
    if (!settings) return undefined;
    return {
      supportedMethods: 'https://apple.com/apple-pay',
      data: {
        version: VERSION,
        merchantIdentifier: settings.merchant_id,
        merchantCapabilities: ['supports3DS'],
        supportedNetworks: NETWORKS,
        countryCode: account.country,
        ...(wantsBilling && { requiredBillingContactFields: ['name', 'postalAddress'] }),
      },
    };
  },
  async startSession(validationUrl, access) {
    const params = formBody({ validation_url: validationUrl });
    const answer = await post('/v1/elements/apple_pay_sessions', params, access, undefined, withSession);
    if ('error' in answer) throw new Error(answer.error.message);
    return part(answer.value.session);
  },
  async read(details, access) {
    const { token, billingContact } = part(details);
    const { paymentData, paymentMethod, transactionIdentifier } = part(token);
    const { displayName, network } = part(paymentMethod);
    // Only the upstream can read the card in it. It takes the data in the text of JSON, as Stripe's own libraries send it.
    const params = formBody({
      pk_token: JSON.stringify(part(paymentData)),
      pk_token_instrument_name: textOf(displayName) || null,
      pk_token_payment_network: textOf(network) || null,
      pk_token_transaction_id: textOf(transactionIdentifier) || null,
    });
    const answer = await post('/v1/tokens', params, access);
    if ('error' in answer) return answer;
    return {
      data: { token: textOf(answer.value.id) },
      ...(isRecord(billingContact) && { holder: holderOf(billingContact as JsonObject) }),
    };
  },
};

/** Keeps all that Apple has put into the session, which only Apple's own code reads. */
const withSession = (object: Record<string, unknown>): JsonObject => ({
  ...shaped(object),
  session: part(object.session),
});

function holderOf(given: JsonObject): LiveMeans['holder'] {
  const text = (name: string) => textOf(given[name]);
  const place = {
    city: text('locality'),
    state: text('administrativeArea'),
    postal_code: text('postalCode'),
    country: text('countryCode').toUpperCase(),
  };
  const { addressLines } = given;
  return {
    name: [text('givenName'), text('familyName')].filter(Boolean).join(' '),
    address: addressOf(Array.isArray(addressLines) ? addressLines.map(textOf) : [], place),
  };
}
