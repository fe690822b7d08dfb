import { isIP } from 'node:net';

/** Tells whether an address is this machine's own. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));

/**
 * Tells whether a `Host` header names this machine. Another site can point a name of its own at 127.0.0.1
 * (DNS rebinding), and its visitor's local address would then let it in.
 */
export const isLocalName = (host: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
