import { createFront } from './front.js';
import { createLink, type Line } from './link.js';

/** Servers of this machine, each under a name of its own at the other end of a browser's line. */
export interface Internet {
  /** Chromium's switches that make it use the line, and accept the certificates. */
  switches: string[];
  /** Returns the paths that a server was asked for until a time, in ms since the epoch, and forgets all of them. */
  takeRequests(name: string, until: number): string[];
  /** Lets the caches of browsers age: the answers of all servers are stale at once, but for the immutable ones. */
  letAge(ages: boolean): void;
  /** Ends all connections, as the time between two visits does. */
  hangUp(): void;
  close(): Promise<void>;
}

/**
 * Browsers keep the connections of a cross-site frame apart from those of the page around it. Chromium has learnt to
 * in a field trial, of which a build for tests takes no part.
 *
 * @see https://fetch.spec.whatwg.org/#connections
 */
const APART =
  '--enable-features=PartitionConnectionsByNetworkIsolationKey,PartitionSSLSessionsByNetworkIsolationKey';

/** @param servers The origins of the servers, by their names on the internet. */
export async function createInternet(line: Line, servers: Record<string, string>): Promise<Internet> {
  const link = createLink(line);
  const places = await Promise.all(
    Object.entries(servers).map(async ([name, origin]) => {
      const front = await createFront(name, origin);
      return { name, front, port: await link.leadTo(front.port) };
    }),
  );
  const rules = places.map(({ name, port }) => `MAP ${name} 127.0.0.1:${port}`);
  const spki = places.map(({ front }) => front.spki);
  return {
    switches: [
      APART,
      `--host-resolver-rules=${rules.join(',')}`,
      `--ignore-certificate-errors-spki-list=${spki.join(',')}`,
    ],
    takeRequests(name, until) {
      const requests = places.find((place) => place.name === name)?.front.requests.splice(0) ?? [];
      return requests.filter(({ at }) => at <= until).map(({ path }) => path);
    },
    letAge(ages) {
      for (const { front } of places) front.ages = ages;
    },
    hangUp: link.hangUp,
    async close() {
      link.close();
      await Promise.all(places.map(({ front }) => front.close()));
    },
  };
}
