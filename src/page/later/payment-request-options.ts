import { isRecord, type Json, type JsonObject } from '../../wire/index.js';
import { refuse, text } from '../input/options.js';

/**
 * Checks the options of a payment request, and returns them.
 *
 * @throws IntegrationError for a currency or an amount that no wallet can show.
 */
export function checkOptions(options: JsonObject): JsonObject {
  const { currency, total, displayItems, shippingOptions } = options;
  if (!/^[a-z]{3}$/i.test(text(currency) ?? '')) refuse('currency', '[a-z]{3}', currency);
  checkItem('total', total);
  for (const item of listOf(displayItems)) checkItem('displayItems', item);
  for (const option of listOf(shippingOptions)) {
    checkItem('shippingOptions', option);
    if (!text((option as JsonObject).id)) refuse('shippingOptions', '{ id, label, amount }', 'without an id');
  }
  return options;
}

function checkItem(name: string, item: Json | undefined): void {
  const isRight =
    isRecord(item) && text(item.label) !== undefined && Number.isInteger(item.amount) && amountOf(item) >= 0;
  // A discount is an item with a negative amount.
  if (!isRight && (name !== 'displayItems' || !isRecord(item) || !Number.isInteger(item.amount)))
    refuse(name, '{ label: string, amount: integer }', JSON.stringify(item));
}

export const listOf = (given: Json | undefined): Json[] => (Array.isArray(given) ? given : []);

const amountOf = (item: Json | undefined): number => Number((item as JsonObject).amount);

/** Returns the options of the group that the request is paid in. */
export function groupOf({ currency, total }: JsonObject): JsonObject {
  const amount = amountOf(total);
  return {
    mode: amount ? 'payment' : 'setup',
    ...(amount && { amount }),
    currency: `${currency}`.toLowerCase(),
    paymentMethodCreation: 'manual',
  };
}

/** Returns what the wallet shows of the request. */
export const shownOf = ({ total, displayItems, shippingOptions }: JsonObject): JsonObject => ({
  business: { name: (total as JsonObject).label ?? '' },
  lineItems: listOf(displayItems).map((item) => {
    const { label, amount } = item as JsonObject;
    return { name: label ?? '', amount: amount ?? 0 };
  }),
  shippingRates: listOf(shippingOptions).map((option) => {
    const { id, label, detail, amount } = option as JsonObject;
    return { id: id ?? '', displayName: label ?? '', deliveryEstimate: detail ?? '', amount: amount ?? 0 };
  }),
});

/** Returns the options of the Element that the request is paid with. */
export function elementOptions(options: JsonObject): JsonObject {
  const disabled = listOf(options.disableWallets);
  const wish = (wallet: string) => (disabled.includes(wallet) ? 'never' : 'auto');
  return {
    ...shownOf(options),
    paymentRequest: true,
    emailRequired: options.requestPayerEmail === true,
    phoneNumberRequired: options.requestPayerPhone === true,
    billingAddressRequired: options.requestPayerName === true,
    shippingAddressRequired: options.requestShipping === true,
    paymentMethodOrder: ['google_pay', 'apple_pay'],
    paymentMethods: {
      applePay: wish('applePay'),
      googlePay: wish('googlePay'),
      paypal: 'never',
      amazonPay: 'never',
      klarna: 'never',
    },
  };
}
