import { and, eq, isNotNull, type SQL } from 'drizzle-orm';
import type Stripe from 'stripe';
import { accounts } from '../../kernel/db/tables.js';
import { textAt } from '../../kernel/db/text-at.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { type List, type ListCall, listOf } from '../../kernel/store/list.js';

const at = (...path: string[]) => textAt(accounts.body, ...path);

/** Lists the accounts that are connected to the caller's. */
export function listAccounts(
  call: ListCall,
  filters: (SQL | undefined)[] = [],
): Promise<List<Stripe.Account>> {
  const mine = and(eq(accounts.platformId, call.accountId), isNotNull(accounts.body));
  return listOf(call, accounts, { kind: 'account', mine, filters }, ({ body }) => body as Stripe.Account);
}

/** How people find connected accounts in the dashboard. */
export const finder = createFinder(
  [
    search('Name, email, id or metadata', {
      ids: [accounts.id],
      emails: [at('email'), at('individual', 'email')],
      texts: [
        at('business_profile', 'name'),
        at('company', 'name'),
        at('individual', 'first_name'),
        at('individual', 'last_name'),
      ],
      body: accounts.body,
    }),
    choice('type', 'Type', ['custom', 'express', 'standard', 'none'], at('type')),
    choice('payments', 'Payments', { true: 'On', false: 'Off' }, at('charges_enabled')),
    choice('payouts', 'Payouts', { true: 'On', false: 'Off' }, at('payouts_enabled')),
    ...days(accounts.createdAt),
  ],
  listAccounts,
);
