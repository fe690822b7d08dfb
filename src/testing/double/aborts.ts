import { ABORTED, type CallOutcome } from '../../page/link/frame-link.js';

/** What work comes to, unless the page ends its wait before; not begun where it has already. */
export function unlessAborted(
  work: () => Promise<CallOutcome>,
  signal: AbortSignal | undefined,
): Promise<CallOutcome> {
  if (signal?.aborted) return Promise.resolve({ error: ABORTED });
  return new Promise((resolve, reject) => {
    const abort = () => resolve({ error: ABORTED });
    signal?.addEventListener('abort', abort);
    work()
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener('abort', abort));
  });
}
