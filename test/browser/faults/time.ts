/** Time in the frames of a test: what would take seconds is over at once, and is counted. */
import type { Frame, Page } from 'playwright-core';

declare global {
  interface Window {
    time: {
      /** For how long requests may take, in ms: one for each that was begun. */
      patience: number[];
      /** How long was waited in all, in ms. */
      waited: number;
      /** Has the time of every request be over. */
      endPatience(): void;
    };
  }
}

/** Runs in every document, and leaves that of the page as it is: its deadlines are for a frame that does not answer. */
export function countTime(): void {
  if (parent === self) return;
  const HURRY = 20;
  const ends: (() => void)[] = [];
  window.time = {
    patience: [],
    waited: 0,
    endPatience: () => {
      for (const end of ends.splice(0)) end();
    },
  };
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    window.time.patience.push(ms);
    ends.push(() => controller.abort(new DOMException('The time is over.', 'TimeoutError')));
    return controller.signal;
  };
  const later = window.setTimeout.bind(window);
  const hurried = (act: () => void, ms = 0) => {
    window.time.waited += ms;
    return later(act, ms / HURRY);
  };
  window.setTimeout = hurried as unknown as typeof setTimeout;
}

/** Until when a request with all its tries has to be over, as the contract says, in ms. */
export const LONGEST_REQUEST = 30_000;

/** Ends the time of every request of a page's frames. A dialog's frame may be taken away before it has answered. */
export async function endPatience(page: Page): Promise<void> {
  const end = (frame: Frame) =>
    frame
      .evaluate(() => window.time.endPatience())
      .catch((error) => {
        if (!frame.isDetached()) throw error;
      });
  await Promise.all(page.mainFrame().childFrames().map(end));
}

/** How long a frame was ready to wait since it was last asked: for one request, and between its tries. */
export const takeTime = (frame: Frame): Promise<{ patience: number; waited: number }> =>
  frame.evaluate(() => {
    const { patience, waited } = window.time;
    Object.assign(window.time, { patience: [], waited: 0 });
    return { patience: Math.max(0, ...patience), waited };
  });
