import { identityOf, neighbours } from '../../runtime/group-frames.js';
import type { Opening } from '../../runtime/serve-page.js';
import type { WalletSession } from './wallet-session.js';

declare global {
  interface Window {
    /** The visit to a wallet that this frame has begun, and whom the frame serves. */
    payframeWallet?: { identity: string; session: WalletSession; join(): void } | undefined;
  }
}

/** Longest time until the sheet of a session is there, in ms: as long as a page waits for a frame. */
const SHEET_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Lets the sheet over the page find a session, which is canceled if no sheet comes. Nothing of it goes through the page. */
export function shareSession(opening: Opening, session: WalletSession): void {
  // A frame in a shadow tree makes itself known to the sheet's by looking for it.
  const looking = setInterval(neighbours, LOOK_EVERY_MS);
  const late = setTimeout(() => session.end('canceled'), SHEET_MS);
  const stop = () => {
    clearInterval(looking);
    clearTimeout(late);
  };
  self.payframeWallet = { identity: identityOf(opening), session, join: stop };
  session.onEnd(() => {
    stop();
    self.payframeWallet = undefined;
  });
}

/** Finds the session of an id in the frames of the group. */
export async function findSession(opening: Opening, id: string): Promise<WalletSession | undefined> {
  const identity = identityOf(opening);
  for (let waited = 0; waited < SHEET_MS; waited += LOOK_EVERY_MS) {
    const found = neighbours()
      .map(({ payframeWallet }) => payframeWallet)
      .find((wallet) => wallet?.identity === identity && wallet.session.id === id);
    found?.join();
    if (found) return found.session;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return undefined;
}
