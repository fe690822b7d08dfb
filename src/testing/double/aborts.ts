import { ABORTED, type CallOutcome } from '../../page/link/frame-link.js';

/**
 * Returns the result of work, unless the page ends its wait before. Work is not started if the wait has
 * already ended.
 */
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
