import {
  ABORTED,
  type CallOutcome,
  type FrameLink,
  type FrameLinkOptions,
} from '../../page/link/frame-link.js';
import { createRoot } from './input.js';

/** The document of the frame in which a shop's page shows the page of a session. */
export const CHECKOUT_PATH = 'checkout.html';

/** Opens a stand-in for that frame: a button that completes the session. It stays where the page is, whatever the session says. */
export function openCheckout(
  container: Node,
  { title = '', onMessage }: Pick<FrameLinkOptions, 'onMessage' | 'title'>,
): FrameLink {
  const root = createRoot(title);
  // jsdom has no layout, and so nothing to scroll.
  root.scrollIntoView ??= () => {};
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', textContent: 'Pay' });
  button.dataset.testid = 'checkout-pay';
  button.addEventListener('click', async () => {
    button.disabled = true;
    // The answer comes later, as a frame's does.
    await Promise.resolve();
    if (root.isConnected) onMessage?.({ type: 'event', name: 'complete', details: { address: null } });
  });
  root.append(button);
  container.appendChild(root);
  let isClosed = false;
  return {
    iframe: root as unknown as HTMLIFrameElement,
    send() {},
    ask: async (): Promise<CallOutcome> => (isClosed ? { error: ABORTED } : { value: {} }),
    close() {
      isClosed = true;
      root.remove();
    },
  };
}
