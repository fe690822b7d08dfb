import { textAt } from '../../kernel/db/text-at.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { sessions } from './sessions.js';
import { verificationSessions as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find verifications in the dashboard. */
export const finder = createFinder(
  [
    search('Id (also of the customer), your reference or metadata', {
      ids: [table.id, table.clientReferenceId, table.relatedCustomer],
      body: table.body,
    }),
    choice('status', 'Status', ['requires_input', 'processing', 'verified', 'canceled'], table.status),
    choice('type', 'Type', ['document', 'id_number', 'verification_flow'], at('type')),
    ...days(table.createdAt),
  ],
  (call, conditions) => sessions.list(call, ...conditions),
);
