import { isActive } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { promotionCodes } from './promotion-codes.js';
import { promotionCodes as table } from './table.js';

/** How people find promotion codes in the dashboard. */
export const finder = createFinder(
  [
    search('Code, id (also of the coupon or the customer) or metadata', {
      ids: [table.id, table.couponId, table.customerId],
      texts: [table.code],
      body: table.body,
    }),
    isActive(table.active),
    ...days(table.createdAt),
  ],
  (call, conditions) => promotionCodes.list(call, ...conditions),
);
