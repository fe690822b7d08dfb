import type { CallMessage, JsonObject } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { answerCall, type ElementCalls } from '../../api/element-calls.js';
import {
  confirm,
  confirmationTokenRequest,
  methodData,
  recordOf,
  retrieveIntent,
} from '../../api/intent-requests.js';
import { createSender, type Send } from '../../api/sender.js';
import type { Opening } from '../../runtime/serve-page.js';
import type { Retrieve } from '../payment/calls.js';
import { mismatch } from '../payment/deferred.js';
import type { Agreed, Contact } from './wallet-session.js';

/** What a shopper has agreed to in a wallet, with the options of the group. */
export interface Paying {
  agreed: Agreed;
  group: JsonObject;
}

/** Creates the calls that pay with what a shopper has agreed to in a wallet. */
export function createCalls(
  access: Opening,
  send: Send = createSender(access),
  retrieve: Retrieve = (clientSecret) => retrieveIntent(clientSecret, access),
) {
  const calls: ElementCalls<Paying> = {
    createPaymentMethod: ({ agreed }, params, deliver) =>
      deliver({ path: '/v1/payment_methods', params: paymentMethod(agreed, params) }),
    createToken: ({ agreed }, params, deliver) =>
      deliver({ path: '/v1/tokens', params: { ...params, card: cardWithHolder(agreed) } }),
    createConfirmationToken: ({ agreed }, { payment_method_data, ...params }, deliver) =>
      deliver(
        confirmationTokenRequest(
          withShipping(agreed, params),
          paymentMethod(agreed, recordOf(payment_method_data)),
        ),
      ),
    async confirm({ agreed, group }, params, deliver) {
      const wrong =
        group.mode == null ? undefined : await mismatch(group, () => retrieve(params.client_secret));
      if (wrong) return { error: wrong };
      const made = { payment_method_data: paymentMethod(agreed, methodData(params)) };
      return confirm(withShipping(agreed, params), made, deliver);
    },
  };
  return (message: CallMessage, paying: Paying): Promise<Answer> =>
    answerCall(calls, message, paying, paying.agreed.secret, send);
}

/** Returns the data of the payment method. What the wallet knows comes last, so that the page replaces none of it. */
function paymentMethod({ wallet: { method }, data, payer, request }: Agreed, given: JsonObject): JsonObject {
  const { name, email, phone, address } = payer;
  return {
    ...given,
    billing_details: {
      ...recordOf(given.billing_details),
      name,
      ...(request.wantsEmail && { email }),
      ...(request.wantsPhone && { phone }),
      // A browser's wallet that is not asked for it tells none.
      ...(address.country && { address }),
    },
    type: method,
    [method]: data,
  };
}

/** Returns a card with its holder, as tokens have it. */
function cardWithHolder({ data, payer: { name, address } }: Agreed): JsonObject {
  const { line1, line2, city, state, postal_code, country } = address;
  return {
    ...data,
    name,
    address_line1: line1,
    address_line2: line2,
    address_city: city,
    address_state: state,
    address_zip: postal_code,
    address_country: country,
  };
}

/** Adds where to ship to, unless the page says it. A setup has no shipping. */
function withShipping({ recipient }: Agreed, params: JsonObject): JsonObject {
  const isSetup = `${params.client_secret ?? ''}`.startsWith('seti_');
  return recipient && !isSetup ? { shipping: shippingOf(recipient), ...params } : params;
}

const shippingOf = ({ name, phone, address }: Contact): JsonObject => ({ name, phone, address });
