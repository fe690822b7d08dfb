import { vi } from 'vitest';

/**
 * Waits until a check passes, and returns what it returns. A busy machine may not get round to it within the second that
 * Vitest waits by itself.
 */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { interval: 2, timeout: 20_000 });
