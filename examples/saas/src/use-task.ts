import { useState } from 'react';
import { UNREACHABLE } from './texts';

/** Runs what a person asks for once at a time, and says when the server could not be reached. */
export function useTask() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');

  async function run(task: () => Promise<unknown>) {
    if (busy) return;
    setBusy(true);
    setError('');
    await task().catch(() => setError(UNREACHABLE));
    setBusy(false);
  }

  return { busy, error, run };
}
