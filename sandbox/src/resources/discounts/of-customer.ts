import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { customers, replaceCustomer } from '../customers/index.js';
import { discountRows, discounts, endDiscount } from './discounts.js';
import { redeemCode, redeemOneCoupon } from './redeem.js';

/** What a request says of the discount of a customer; an empty text removes it. */
export interface CustomerDiscountChange {
  coupon?: string | null | undefined;
  promotion_code?: string | null | undefined;
}

/**
 * Changes the discount of a customer, who has to be locked: it is for all that they are billed, unless that has its own.
 *
 * @throws ApiError 404 and 400 for a coupon or a code that can't be used, or that was sent together with the other.
 */
export async function changeCustomerDiscount(
  work: Work,
  customer: Stripe.Customer,
  { coupon, promotion_code: code }: CustomerDiscountChange,
): Promise<Stripe.Customer> {
  if (coupon === undefined && code === undefined) return customer;
  if (coupon && code) {
    throw invalidRequest('You may only specify one of these parameters: coupon, promotion_code.', {
      code: 'parameters_exclusive',
      param: 'promotion_code',
    });
  }
  if (!coupon && !code) return customer.discount ? endOfCustomer(work, customer) : customer;
  const redemption = { customer: customer.id, place: {} };
  const discount = code
    ? await redeemCode(work, code, redemption, 'promotion_code')
    : await redeemOneCoupon(work, String(coupon), redemption, 'coupon');
  if (discount.end !== null)
    work.outbox.later(customerDiscountEnd, discount.id, new Date(discount.end * 1000));
  const { discount: before } = customer;
  if (before) {
    await discounts.replace(work, before.id, { ended: true });
    work.outbox.emit('customer.discount.updated', discount, previousAttributes(before, discount));
  } else {
    work.outbox.emit('customer.discount.created', discount);
  }
  return replaceCustomer(work, customer, { discount });
}

/** Takes the discount of a customer, who has to be locked, away. */
export async function endOfCustomer(work: Work, customer: Stripe.Customer): Promise<Stripe.Customer> {
  const [row] = await discountRows(work, [String(customer.discount?.id)]);
  if (row) {
    await endDiscount(work, row);
    work.outbox.emit('customer.discount.deleted', row.body);
  }
  return replaceCustomer(work, customer, { discount: null });
}

/** The job that ends the discount of a customer after its months. */
export const customerDiscountEnd: JobType = {
  name: 'end_customer_discount',
  async run(work, id) {
    const { customerId } = await discounts.find(work, id);
    const { body, deleted } = await customers.lock(work, customerId);
    if (!deleted && body.discount?.id === id) await endOfCustomer(work, body);
  },
};
