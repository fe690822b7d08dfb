import type Stripe from 'stripe';
import type { CouponRow } from '../coupons/index.js';
import type { ContactChange, CreateParams } from './params.js';

/** What a session keeps, and the object does not show. */
export interface Hidden
  extends Pick<
    CreateParams,
    | 'customer_update'
    | 'payment_intent_data'
    | 'payment_method_configuration'
    | 'payment_method_options'
    | 'setup_intent_data'
  > {
  /** Types that the shop has listed; `null` for those that the account offers. */
  types: string[] | null;
  subscription: NonNullable<CreateParams['subscription_data']> | null;
  /** Rates of tax for lines without their own. */
  taxRates: Stripe.TaxRate[];
  discount: SessionDiscount | null;
  /** Most sessions of its Payment Link that can be completed. */
  limit: number | null;
  /** What the customer has told a page of the shop's own so far. */
  told?: Told;
}

/** What is known of the customer before they pay. */
type Told = { [Name in keyof ContactChange]?: NonNullable<ContactChange[Name]> };

/** What is taken off, as its coupon said when it was named. */
export interface SessionDiscount {
  coupon: Stripe.Coupon;
  appliesTo: CouponRow['appliesTo'];
  amounts: CouponRow['currencyOptions'];
  /** The id of the code by which the coupon is used. */
  promotionCode: string | null;
}
