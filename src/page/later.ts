import { PayframeError } from './errors.js';
import type { FrameContext, Frames } from './link/frame-context.js';
import { connectionError } from './link/frame-link.js';

/**
 * Loads what only some pages use: the dialog of a bank, and methods that few pages call. The host serves it as a script of its own,
 * which a page asks for when it first needs it; the npm entry and the script that pages pin have it in them.
 *
 * @throws PayframeError `load_failed` when it could not be loaded.
 */
export const later = (): Promise<typeof import('./later/index.js')> =>
  import('./later/index.js').catch((cause) => {
    throw new PayframeError(connectionError('load_failed', `A script failed: ${cause}`));
  });

/** Serves an Element's frame; see `later/serve-frame.ts`. Without that script, the Element goes without what it asked for. */
export const serveFrame: FrameContext['serveFrame'] = (...given) => {
  later().then(
    (script) => script.serveFrame(...given),
    () => {},
  );
};

/** Shows the bank's dialog; see `later/challenge.ts`. */
export const authenticate: Frames['authenticate'] = (...given) =>
  later().then(
    (script) => script.authenticate(...given),
    (error) => ({ error }),
  );
