import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../../kernel/run-fixture.js';
import type { Surroundings } from './command.js';
import { type Connection, Unreachable } from './connection.js';

interface Item {
  id: string;
  /** Seconds since 1970. */
  created: number;
}

interface Page<One> {
  data: One[];
  has_more: boolean;
}

const ASK_EVERY_MS = 500;
/**
 * Time for which an object may come later than newer ones, in seconds: it has the time at which its request
 * arrived, and can be seen when that request has been answered.
 */
const OVERLAP_SECONDS = 30;

/**
 * Yields the new objects of a list as they come, oldest first: at once an empty batch, when it begins, and
 * then each batch that is not empty. It waits for a sandbox that is restarted.
 *
 * @throws Refused where the API refuses the list.
 */
export async function* follow<One extends Item>(
  { send }: Pick<Connection, 'send'>,
  path: string,
  params: object,
  { err, signal }: Pick<Surroundings, 'err' | 'signal'>,
): AsyncGenerator<One[]> {
  let seen = new Map<string, One>();
  const list = async (more: object) =>
    (await send('get', path, { ...params, ...more })) as unknown as Page<One>;

  /** Returns the objects that have not been seen yet. */
  async function readNew(since: number): Promise<One[]> {
    const fresh: One[] = [];
    let after: object = {};
    for (;;) {
      const { data, has_more } = await list({ limit: 100, created: { gte: since }, ...after });
      fresh.push(...data.filter(({ id }) => !seen.has(id)));
      const last = data.at(-1);
      if (!has_more || !last) return fresh.reverse();
      after = { starting_after: last.id };
    }
  }

  let newest = (await list({ limit: 1 })).data[0]?.created ?? 0;
  const since = () => Math.max(newest - OVERLAP_SECONDS, 0);
  const note = (items: One[]) => {
    newest = Math.max(newest, ...items.map(({ created }) => created));
    seen = new Map(
      [...seen, ...items.map((item) => [item.id, item] as const)].filter(
        ([, { created }]) => created >= since(),
      ),
    );
  };

  note(await readNew(since()));
  yield [];
  let isLost = false;
  while (!signal.aborted) {
    try {
      const fresh = await readNew(since());
      if (isLost) err('> The sandbox answers again.');
      isLost = false;
      note(fresh);
      if (fresh.length > 0) yield fresh;
    } catch (error) {
      if (!canPass(error)) throw error;
      if (!isLost && error instanceof Unreachable) err(`> ${error.message}`);
      isLost ||= error instanceof Unreachable;
    }
    await sleep(ASK_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}

/** Tells whether the next try may succeed: the sandbox is restarted, or was emptied while its list was read. */
const canPass = (error: unknown) =>
  error instanceof Unreachable || (error instanceof Refused && error.answer.code === 'resource_missing');
