import { registry } from '../../resources/registry.js';
import { EVENT_TYPES } from '../../resources/webhook-endpoints/index.js';

/** Event types about one kind of object, such as `charge` for `charge.dispute.closed`. */
export interface EventGroup {
  name: string;
  types: readonly string[];
}

const sent = [...registry.triggers.keys()];

/** The types that the platform sends. */
export const SENT_EVENTS = groupsOf(sent);

/** The other types of the public API, which an endpoint may name too. */
export const OTHER_EVENTS = groupsOf(
  [...EVENT_TYPES].filter((type) => !sent.includes(type)).sort(),
  ', never sent',
);

function groupsOf(types: readonly string[], ending = ''): EventGroup[] {
  const kindOf = (type: string) => type.split('.')[0] ?? '';
  const names = [...new Set(types.map(kindOf))];
  return names.map((kind) => ({ name: kind + ending, types: types.filter((type) => kindOf(type) === kind) }));
}
