import type { Outbox, Work } from './scope.js';

const UNDO = new Error('It was only a rehearsal.');

/**
 * Does work to see what would come of it, and undoes it: nothing is stored, no event is emitted and no job is added. Errors of
 * the work are thrown.
 */
export async function rehearsed<Own extends Work, Result>(
  work: Own,
  run: (work: Own) => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | undefined;
  try {
    await work.db.transaction(async (db) => {
      result = { value: await run({ ...work, db, outbox: SILENT }) };
      throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) throw error;
  }
  if (!result) throw new Error('A rehearsal ends with its result.');
  return result.value;
}

const SILENT: Outbox = {
  emit() {},
  later() {},
  ahead: () => SILENT,
  deliver() {},
  of: () => SILENT,
  at: () => SILENT,
  about: () => SILENT,
  part: (db, run) => run(db),
  reachesWall: () => false,
  flush: async () => false,
};
