import { IntegrationError } from '../errors.js';
import { parseUrl } from '../input/host.js';

/** Time that the page may take to leave, in ms. After that, the call settles anyway. */
const LEAVING_MS = 10_000;

/** Parses a URL that the page may go to. A `javascript:` URL is refused: the page may have read it from its own address. */
function addressOf(given: unknown): URL | undefined {
  const url = parseUrl(given);
  return url?.protocol === 'javascript:' ? undefined : url;
}

export function requireAddress(url: unknown, method: string): string {
  if (addressOf(url)) return url as string;
  throw new IntegrationError(
    `${method} needs confirmParams.return_url, an absolute URL, or redirect: 'if_required'.`,
    'invalid_return_url',
    'return_url',
  );
}

export async function leave(address: unknown): Promise<void> {
  const url = addressOf(address);
  if (!url) return;
  location.assign(url);
  await new Promise((resolve) => setTimeout(resolve, LEAVING_MS));
}
