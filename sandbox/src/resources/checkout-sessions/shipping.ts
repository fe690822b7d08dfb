import type Stripe from 'stripe';
import { invalidRequest, missing } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { createShippingRate, shippingAmount, shippingRates } from '../shipping-rates/index.js';
import type { ShippingParams } from './params.js';
import type { Session } from './store.js';

/**
 * Reads the deliveries that a customer can choose from.
 *
 * @throws ApiError 404 for a rate that does not exist; 400 for one that has no amount in the currency.
 */
export async function readShipping(
  work: Work,
  given: ShippingParams,
  currency: string,
): Promise<Session['shipping_options']> {
  const options: Session['shipping_options'] = [];
  for (const [index, { shipping_rate: id, shipping_rate_data: data }] of given.entries()) {
    const at = `shipping_options[${index}]`;
    if ((id === undefined) === (data === undefined)) {
      throw invalidRequest(
        `Send either ${at}[shipping_rate], the id of a rate, or ${at}[shipping_rate_data], which creates one.`,
        { code: id ? 'parameters_exclusive' : 'parameter_missing', param: `${at}[shipping_rate]` },
      );
    }
    const rate = data ? (await createShippingRate(work, data)).id : String(id);
    const shipping_amount = await shippingAmount(work, rate, currency, `${at}[shipping_rate]`);
    options.push({ shipping_amount, shipping_rate: rate });
  }
  return options;
}

/** Returns what the delivery costs: by default the first option, as long as the customer has chosen none. */
export function costOf(
  options: Session['shipping_options'],
  chosen?: string,
): Stripe.Checkout.Session.ShippingCost | null {
  const option = chosen === undefined ? options[0] : options.find((one) => one.shipping_rate === chosen);
  if (chosen !== undefined && !option) throw missing('shipping_rate', chosen, 'shipping_rate');
  if (!option) return null;
  const { shipping_amount: amount, shipping_rate } = option;
  return { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate };
}

/** A delivery that the customer can choose. */
interface Delivery {
  id: string;
  name: string | null;
  estimate: Stripe.ShippingRate.DeliveryEstimate | null;
  amount: number;
}

/** Reads the deliveries of a session with what the customer is shown of them. */
export async function deliveriesOf(
  owner: Parameters<typeof shippingRates.load>[0],
  { shipping_options: options }: Session,
): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const { shipping_amount: amount, shipping_rate } of options) {
    const id = String(shipping_rate);
    const rate = await shippingRates.load(owner, id);
    deliveries.push({
      amount,
      estimate: rate?.delivery_estimate ?? null,
      id,
      name: rate?.display_name ?? null,
    });
  }
  return deliveries;
}
