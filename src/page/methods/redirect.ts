import { IntegrationError } from '../errors.js';
import { parseUrl } from '../input/host.js';

/** Time that the page may take to leave, in ms. After that, the call settles anyway. */
const LEAVING_MS = 10_000;

/** Parses a URL that the page may go to. A `javascript:` URL is refused: the page may have read it from its own address. */
export function addressOf(given: unknown): URL | undefined {
  const url = parseUrl(given);
  return url?.protocol === 'javascript:' ? undefined : url;
}

export function requireAddress(url: unknown, method: string): URL {
  const address = addressOf(url);
  if (address) return address;
  throw new IntegrationError(
    `${method} needs confirmParams.return_url, an absolute URL, or redirect: 'if_required'.`,
    'invalid_return_url',
    'return_url',
  );
}

/** Goes to another page, if there is one to go to, with `query` added to its URL. That never includes a client secret. */
export async function leave(url: URL | undefined, query?: Record<string, string>): Promise<void> {
  if (!url) return;
  for (const name in query) url.searchParams.set(name, query[name] as string);
  location.assign(url);
  await new Promise((resolve) => setTimeout(resolve, LEAVING_MS));
}
