import type { KeyMode } from '../../keys/index.js';
import { explainErrorsAt, IntegrationError } from '../errors.js';

/** The origin that the running script came from. */
export let scriptOrigin: string | undefined;

/** Takes the origin of the running script as the host. Only the script tag's entry calls it. */
export function takeScriptOrigin(): void {
  const script = globalThis.document?.currentScript;
  // `document.currentScript` can be an image: a page's markup can put a named node in its place.
  if (script?.tagName === 'SCRIPT') scriptOrigin = parseUrl((script as HTMLScriptElement).src)?.origin;
}

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/;

const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/**
 * Returns the origin that serves the frames and the API.
 *
 * @throws IntegrationError unless it is HTTPS, or a loopback address with a test key.
 */
export function resolveHost(host: unknown, mode: KeyMode): string {
  const given = host ?? scriptOrigin;
  const { protocol, hostname, origin } = parse(given);
  const local = isLoopback(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && local && mode === 'test')) {
    throw new IntegrationError(
      'options.host must be https:, or loopback with a test key.',
      'host_insecure',
      'host',
    );
  }
  explainErrorsAt(origin);
  return origin;
}

function parse(host: unknown): URL {
  const url = parseUrl(host);
  if (url) return url;
  throw new IntegrationError(
    'Pass options.host, such as https://pay.example.com.',
    host === undefined ? 'host_missing' : 'host_invalid',
    'host',
  );
}

/** Parses an absolute URL; `undefined` for anything else. */
export function parseUrl(url: unknown): URL | undefined {
  try {
    return new URL(url as string);
  } catch {
    return undefined;
  }
}

/**
 * Refuses a live key on a page that is not HTTPS, because anyone on the network can change such a page. With a test key it
 * warns once on the console, except on a loopback address.
 */
export function checkPage(mode: KeyMode): void {
  if (typeof location === 'undefined' || location.protocol === 'https:') return;
  if (mode === 'live') {
    throw new IntegrationError('Live mode needs https: pages.', 'insecure_page', 'publishableKey');
  }
  if (warned || isLoopback(location.hostname)) return;
  warned = true;
  console.warn('Payframe: Live mode needs https: pages.');
}

let warned = false;
