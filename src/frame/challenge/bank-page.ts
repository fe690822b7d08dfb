import { isRecord } from '../../wire/index.js';
/**
 * What a bank's page may do: all that such pages are known to need, also opening the bank's app. Not among it is to
 * navigate the shop's page, to download, and to open a dialog of the browser's own. The frame around it has the same by
 * its policy, since no frame may do more than the one that it is in.
 */
import bankSandbox from './bank-sandbox.json';

/** An iframe for a bank's page; nothing where the address is not one that a bank's page can have. */
export function createBankFrame(address: unknown): HTMLIFrameElement | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { href, origin, protocol } = new URL(address);
  // The host's own is not HTTPS where it is a developer's machine.
  if (protocol !== 'https:' && origin !== location.origin) return undefined;
  const iframe = document.createElement('iframe');
  iframe.setAttribute('sandbox', bankSandbox.join(' '));
  iframe.src = href;
  return iframe;
}

/** What a browser calls the origin of the host's page that banks lead back to: its policy gives it one of its own. */
const RETURN_ORIGIN = 'null';

/**
 * Resolves once the page that banks lead back to says so from within this iframe. A bank could say the same: all that
 * comes of it is that the API is asked.
 */
export const whenReturned = (iframe: HTMLIFrameElement): Promise<true> =>
  new Promise((resolve) => {
    addEventListener('message', ({ isTrusted, source, origin, data }: MessageEvent<unknown>) => {
      if (!isTrusted || source !== iframe.contentWindow || origin !== RETURN_ORIGIN) return;
      if (isRecord(data) && data.type === 'authenticated') resolve(true);
    });
  });
