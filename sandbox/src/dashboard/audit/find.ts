import { eq, gte, lt, type SQL } from 'drizzle-orm';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { hasPart } from '../../kernel/finder/search.js';
import { listOf } from '../../kernel/store/list.js';
import { actions as table } from './table.js';
import { ALL_WORDS } from './words.js';

const WORDS = Object.fromEntries(ALL_WORDS.map((words) => [words, words]));

const hasOutcome = (outcome: string): SQL =>
  outcome === 'done' ? lt(table.status, 400) : gte(table.status, 400);

/** How people find what was done. */
export const finder = createFinder(
  [
    {
      name: 'name',
      label: 'Part of the name',
      kind: 'text',
      where: (text) => hasPart(table.personName, text),
    },
    {
      name: 'email',
      label: 'Email',
      kind: 'text',
      where: (text) => eq(table.personEmail, text.toLowerCase()),
    },
    choice('action', 'Action', WORDS, table.action),
    choice('outcome', 'Outcome', { done: 'Done', refused: 'Refused' }, hasOutcome),
    { name: 'id', label: 'Id of the object', kind: 'text', where: (text) => eq(table.objectId, text) },
    ...days(table.createdAt),
  ],
  (call, conditions) => {
    const mine = eq(table.accountId, call.accountId);
    return listOf(call, table, { kind: 'action', mine, filters: conditions }, (row) => row);
  },
);
