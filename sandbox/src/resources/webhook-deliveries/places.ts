/** Number of requests to one endpoint that may wait for an answer. */
const EACH = 8;
/** Time after which an endpoint counts as hanging if none of its places became free, in ms. */
const HANGS_AFTER_MS = 1000;
/** Time that a delivery waits for a place, in ms. It is shorter than its job's time. */
const PATIENCE_MS = 4000;
/** Longest time that a delivery without a place is sent away for, in ms. */
const AWAY_MS = 60_000;

/** Keeps endpoints apart: one that does not answer takes only its own places. */
export interface Places {
  /**
   * Runs `work` in a place of the endpoint, as soon as one is free. If the endpoint hangs, nothing runs, and
   * the result is the number of seconds after which to come again. Each is a little later than the one
   * before, so that they don't all come at once.
   */
  take(endpointId: string, work: () => Promise<void>): Promise<number | undefined>;
}

interface Endpoint {
  taken: number;
  waiting: Set<() => void>;
  /** Time when a place last became free, or the first one was taken. */
  moved: number;
  /** Time when the last delivery that was sent away comes again. */
  lastComes: number;
}

export function createPlaces(now: () => number = () => performance.now()): Places {
  const endpoints = new Map<string, Endpoint>();

  const hangs = ({ taken, moved }: Endpoint) => taken >= EACH && now() - moved >= HANGS_AFTER_MS;

  async function place(endpoint: Endpoint): Promise<boolean> {
    if (endpoint.taken < EACH) {
      if (endpoint.taken === 0) endpoint.moved = now();
      endpoint.taken += 1;
      return true;
    }
    const until = now() + PATIENCE_MS;
    while (!hangs(endpoint) && now() < until) if (await nextPlace(endpoint)) return true;
    return false;
  }

  function leave(id: string, endpoint: Endpoint): void {
    endpoint.moved = now();
    const [next] = endpoint.waiting;
    // The place goes to the delivery that has waited the longest.
    if (next) next();
    else endpoint.taken -= 1;
    if (endpoint.taken === 0) endpoints.delete(id);
  }

  function secondsAway(endpoint: Endpoint): number {
    const soonest = now() + HANGS_AFTER_MS;
    endpoint.lastComes = Math.min(Math.max(endpoint.lastComes, soonest) + 1000 / EACH, soonest + AWAY_MS);
    return Math.ceil((endpoint.lastComes - now()) / 1000);
  }

  return {
    async take(id, work) {
      const endpoint = endpoints.get(id) ?? { taken: 0, waiting: new Set(), moved: now(), lastComes: 0 };
      endpoints.set(id, endpoint);
      if (!(await place(endpoint))) return secondsAway(endpoint);
      try {
        await work();
        return undefined;
      } finally {
        leave(id, endpoint);
      }
    },
  };
}

/** Waits a short time for a place to become free. */
function nextPlace({ waiting }: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const enter = () => end(true);
    const timer = setTimeout(() => end(false), HANGS_AFTER_MS);
    const end = (hasPlace: boolean) => {
      clearTimeout(timer);
      waiting.delete(enter);
      resolve(hasPlace);
    };
    waiting.add(enter);
  });
}
