/** Opens the database of a directory, advances a new test clock by a month of daily chimes, and dies at one of them. */
import { onClock } from '../../sandbox/src/kernel/clocks/clock.js';
import { openInDirectory } from '../../sandbox/src/kernel/db/pglite.js';
import { advance, createClock } from '../../sandbox/src/resources/test-clocks/clocks.js';
import { chime, DAY, doDueWork } from './chimes.js';

const [directory = '', frozenTime, diesAt] = process.argv.slice(2);

const database = await openInDirectory(directory);
const from = Number(frozenTime);
const work = await doDueWork(database, (_, now) => {
  if (now.getTime() / 1000 === from + Number(diesAt) * DAY) process.kill(process.pid, 'SIGKILL');
});
await work.within(async (own) => {
  const { id } = await createClock(own, { frozenTime: from, name: null, customer: undefined });
  const on = await onClock(own, id);
  on.outbox.later(
    chime(() => {}),
    'daily',
    DAY,
  );
  await advance(own, id, from + 30 * DAY);
});
