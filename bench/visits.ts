import type { Opening } from './openings.js';
import type { DistantStand, Stand } from './stand.js';

/** Opens fields with nothing cached, and returns the time that it took, in ms. */
export async function firstVisit(stand: Stand, open: Opening): Promise<number> {
  const context = await stand.browser.newContext();
  const { took } = await open(await context.newPage(), stand);
  await context.close();
  return took;
}

export interface LaterVisit {
  /** Time until all fields could be typed into, in ms. */
  took: number;
  /** The paths that the host was asked for until then. */
  requests: string[];
}

/** Opens fields on the day after a first visit: without connections, and with a cache in which only the immutable files are fresh. */
export async function laterVisit(stand: DistantStand, open: Opening): Promise<LaterVisit> {
  const context = await stand.browser.newContext();
  const first = await context.newPage();
  stand.letAge(true);
  await open(first, stand);
  // With what the fields load later.
  await first.waitForLoadState('networkidle');
  await first.close();
  stand.letAge(false);
  stand.hangUp();
  stand.takeRequests(0);
  const { took, at } = await open(await context.newPage(), stand);
  await context.close();
  return { took, requests: stand.takeRequests(at) };
}
