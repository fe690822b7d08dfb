import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { ofType, readEvents } from './routes.js';
import { events } from './table.js';

/** How people find events in the dashboard. */
export const finder = createFinder(
  [
    search('Id (also of the object, the request or the idempotency key)', {
      ids: [events.id, events.objectId, events.requestId, events.idempotencyKey],
    }),
    { name: 'type', label: 'Type, such as charge.refunded or invoice.*', kind: 'text', where: ofType },
    ...days(events.createdAt),
  ],
  (call, conditions) => readEvents(call, ownedBy(call, events), conditions),
);
