import { bootstrap } from '../../sandbox/src/api-keys/bootstrap.js';
import type { OpenDatabase } from '../../sandbox/src/kernel/db/open-database.js';
import { textOf } from '../../sandbox/src/kernel/http/log.js';
import { installQueues } from '../../sandbox/src/kernel/jobs/boss.js';
import { createJobs } from '../../sandbox/src/kernel/jobs/jobs.js';
import type { JobType, Work } from '../../sandbox/src/kernel/scope.js';
import { inTransaction } from '../../sandbox/src/kernel/transaction.js';
import { advancing } from '../../sandbox/src/resources/test-clocks/clocks.js';

export const DAY = 24 * 3600;

/** A job that leaves an event, and that goes on every day where its object says so. */
export const chime = (ring: (id: string, now: Date) => void): JobType => ({
  name: 'chime',
  async run(work, id) {
    ring(id, work.now);
    work.outbox.emit('test_helpers.test_clock.created', { id, object: 'chime' });
    if (id === 'daily') work.outbox.later(this, id, DAY);
  },
});

/** Does what is due of an open database, as a process of the platform would: chimes, and advances of test clocks. */
export async function doDueWork(
  database: OpenDatabase,
  ring: (id: string, now: Date) => void,
  log: (line: string) => void = () => {},
) {
  const { secrets, accountId } = await database.exclusively(bootstrap);
  await database.exclusively(installQueues);
  const { db } = database;
  const type = chime(ring);
  const jobs = createJobs({
    db,
    secrets,
    log: (entry) => log(textOf(entry)),
    types: [type, advancing],
    deliver: async () => {},
  });
  jobs.start();
  const within = <Result>(run: (work: Work) => Promise<Result>): Promise<Result> =>
    inTransaction({ db, secrets, jobs }, { accountId, livemode: false }, run);
  return { chime: type, stop: jobs.stop, within };
}
