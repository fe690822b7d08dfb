import type { KeyMode } from '../keys/index.js';
import { IntegrationError } from './errors.js';

let scriptOrigin: string | undefined;

/** Takes the origin of the script that runs now as the host, which is right for a script tag alone. */
export function takeScriptOrigin(): void {
  const script = globalThis.document?.currentScript;
  // Not an image of that name: a page's markup can put one in the property's place.
  if (script?.tagName === 'SCRIPT' && 'src' in script && script.src)
    scriptOrigin = new URL(script.src).origin;
}

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/;

const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/**
 * The origin that serves the frames and the API.
 *
 * @throws IntegrationError unless it is HTTPS, or loopback with a test key.
 */
export function resolveHost(host: unknown, mode: KeyMode): string {
  const given = host ?? scriptOrigin;
  if (given === undefined) {
    throw new IntegrationError(
      "options.host is missing: pass the origin that serves Payframe's frames, such as https://pay.example.com.",
      'host_missing',
      'host',
    );
  }
  const { protocol, hostname, origin } = parse(given);
  const local = isLoopback(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && local && mode === 'test')) {
    throw new IntegrationError(
      'options.host must be an https: origin. Plain http: works for a test key on a loopback address alone.',
      'host_insecure',
      'host',
    );
  }
  return origin;
}

function parse(host: unknown): URL {
  try {
    return new URL(host as string);
  } catch {
    throw new IntegrationError(
      'options.host must be an origin, such as https://pay.example.com.',
      'host_invalid',
      'host',
    );
  }
}

/**
 * Refuses a live key on a page that is not HTTPS, where anyone on the network can change the page. With a test key it
 * is said once on the console, save on a loopback address.
 */
export function checkPage(mode: KeyMode): void {
  if (typeof location === 'undefined' || location.protocol === 'https:') return;
  if (mode === 'live') {
    throw new IntegrationError(
      'A live mode key works on HTTPS pages alone. Serve this page over https:, or use your test mode key.',
      'insecure_page',
      'publishableKey',
    );
  }
  if (warned || isLoopback(location.hostname)) return;
  warned = true;
  console.warn(
    'Payframe: this page is not HTTPS. That works with a test mode key; a live mode key will be refused.',
  );
}

let warned = false;
