/** Number of deliveries to one endpoint that may be under way. */
const EACH = 8;
/** Time after which an endpoint counts as hanging if all of its places wait for it and it answers none, in ms. */
const HANGS_AFTER_MS = 1000;
/** Time that a delivery waits for a place, in ms. It is shorter than its job's time. */
const PATIENCE_MS = 4000;
/** Longest time that a delivery without a place is sent away for, in ms. */
const AWAY_MS = 60_000;
/** Longest time between two deliveries that come again, in ms. Those to an endpoint that hangs have it. */
const SLOWEST_PACE_MS = 1000 / EACH;

/** Runs a request to the endpoint. Only in that time does the place wait for the endpoint, and not for the database. */
export type Ask = <Answer>(request: () => Promise<Answer>) => Promise<Answer>;

/** Keeps endpoints apart: one that does not answer takes only its own places. */
export interface Places {
  /**
   * Runs `work` in a place of the endpoint, as soon as one is free. If the endpoint hangs, or too many wait
   * for a place, nothing runs, and the result is the number of seconds after which to come again. Each is a
   * little later than the one before, so that they don't all come at once.
   */
  take(endpointId: string, work: (ask: Ask) => Promise<void>): Promise<number | undefined>;
}

interface Endpoint {
  taken: number;
  waiting: Set<() => void>;
  /** Number of places that wait for an answer. */
  asked: number;
  /** Time when a request was last sent or answered. */
  moved: number;
  /** Number of times that a place became free. */
  freed: number;
  /** Time when the last delivery that was sent away comes again. */
  lastComes: number;
}

export function createPlaces(now: () => number = () => performance.now()): Places {
  const endpoints = new Map<string, Endpoint>();

  const hangs = ({ asked, moved }: Endpoint) => asked >= EACH && now() - moved >= HANGS_AFTER_MS;

  /** Waits for a place. Without one, the result is the time that the endpoint took for each delivery, in ms. */
  async function place(endpoint: Endpoint): Promise<number | undefined> {
    if (endpoint.taken < EACH) {
      endpoint.taken += 1;
      return undefined;
    }
    const [since, before] = [now(), endpoint.freed];
    while (!hangs(endpoint) && now() < since + PATIENCE_MS) if (await nextPlace(endpoint)) return undefined;
    if (hangs(endpoint)) return SLOWEST_PACE_MS;
    return Math.min((now() - since) / (endpoint.freed - before), SLOWEST_PACE_MS);
  }

  function leave(id: string, endpoint: Endpoint): void {
    endpoint.freed += 1;
    const [next] = endpoint.waiting;
    // The place goes to the delivery that has waited the longest.
    if (next) next();
    else endpoint.taken -= 1;
    if (endpoint.taken === 0) endpoints.delete(id);
  }

  function move(endpoint: Endpoint, asked: 1 | -1): void {
    endpoint.asked += asked;
    endpoint.moved = now();
  }

  function secondsAway(endpoint: Endpoint, pace: number): number {
    const soonest = now() + HANGS_AFTER_MS;
    endpoint.lastComes = Math.min(Math.max(endpoint.lastComes, soonest) + pace, soonest + AWAY_MS);
    return Math.ceil((endpoint.lastComes - now()) / 1000);
  }

  return {
    async take(id, work) {
      const endpoint = endpoints.get(id) ?? newEndpoint();
      endpoints.set(id, endpoint);
      const pace = await place(endpoint);
      if (pace !== undefined) return secondsAway(endpoint, pace);
      try {
        await work(async (request) => {
          move(endpoint, 1);
          return request().finally(() => move(endpoint, -1));
        });
        return undefined;
      } finally {
        leave(id, endpoint);
      }
    },
  };
}

const newEndpoint = (): Endpoint => ({
  taken: 0,
  waiting: new Set(),
  asked: 0,
  moved: 0,
  freed: 0,
  lastComes: 0,
});

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
