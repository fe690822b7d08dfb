import { isRecord } from '../../wire/index.js';
/**
 * Permissions of a bank's page: all that such pages are known to need, including to open the bank's app. It
 * may not navigate the shop's page, download, or open a dialog of the browser's own. The policy of the frame
 * around it has the same list, because no frame may do more than the frame that it is in.
 */
import bankSandbox from './bank-sandbox.json';

/**
 * Creates an iframe for a bank's page; returns nothing if the address is not one that a bank's page can have.
 */
export function createBankFrame(address: unknown): HTMLIFrameElement | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { href, origin, protocol } = new URL(address);
  // On a developer's machine the host itself is not HTTPS.
  if (protocol !== 'https:' && origin !== location.origin) return undefined;
  const iframe = document.createElement('iframe');
  iframe.setAttribute('sandbox', bankSandbox.join(' '));
  // The bank may ask for a passkey, whichever origin it leads the person to.
  iframe.allow = 'payment *';
  iframe.src = href;
  return iframe;
}

/**
 * Origin that a browser reports for the host's page to which banks lead back: by its policy it has an opaque
 * origin of its own.
 */
const RETURN_ORIGIN = 'null';

/**
 * Resolves once the page to which banks lead back reports from within this iframe. A bank could send the same
 * message, but its only effect is that the API is asked.
 */
export const whenReturned = (iframe: HTMLIFrameElement): Promise<true> =>
  new Promise((resolve) => {
    addEventListener('message', ({ isTrusted, source, origin, data }: MessageEvent<unknown>) => {
      if (!isTrusted || source !== iframe.contentWindow || origin !== RETURN_ORIGIN) return;
      if (isRecord(data) && data.type === 'authenticated') resolve(true);
    });
  });
