/** Files with a DOM share one, as they share a worker: each leaves an empty page to the next one, and the focus nowhere. */
import { afterAll, vi } from 'vitest';

afterAll(() => {
  const { document } = globalThis;
  if (!document) return;
  const button = document.createElement('button');
  document.body.replaceChildren(button);
  // jsdom does not notice where the focus was in a shadow tree that is gone, and then says it is on `null`.
  button.focus();
  button.remove();
});

// A script that still loads as its file ends would fail, and fail every later file that needs it.
afterAll(() => vi.dynamicImportSettled());
