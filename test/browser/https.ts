import { createFront } from '../../bench/network/front.js';

/** Servers of this machine, each under a name and a certificate of its own. */
export interface Https {
  /** Chromium's switches that make it find the servers, and accept the certificates. */
  switches: string[];
  close(): Promise<unknown>;
}

/** @param servers The origins of the servers, by their names. */
export async function overHttps(servers: Record<string, string>): Promise<Https> {
  const places = await Promise.all(
    Object.entries(servers).map(async ([name, origin]) => ({ name, front: await createFront(name, origin) })),
  );
  const rules = places.map(({ name, front }) => `MAP ${name} 127.0.0.1:${front.port}`);
  const spki = places.map(({ front }) => front.spki);
  return {
    switches: [
      `--host-resolver-rules=${rules.join(',')}`,
      `--ignore-certificate-errors-spki-list=${spki.join(',')}`,
    ],
    close: () => Promise.all(places.map(({ front }) => front.close())),
  };
}
