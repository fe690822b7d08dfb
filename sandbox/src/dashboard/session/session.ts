import { createHmac, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { sameSecret } from '../../kernel/same-secret.js';

const LASTS_MS = 12 * 3600 * 1000;

/**
 * Decides who may see the dashboard: anyone who knows the password, or without a password, anyone on this
 * machine.
 */
export interface Gate {
  readonly hasPassword: boolean;
  isPassword(given: string): boolean;
  /** Returns a cookie's value for someone who gave the password. */
  open(now: Date): string;
  isOpen(cookie: string | undefined, now: Date): boolean;
}

/**
 * Creates the gate of one process. Its sessions end with the process: after a restart, people sign in again.
 */
export function createGate(password: string | undefined): Gate {
  const secret = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    hasPassword: password !== undefined,
    isPassword: (given) => password !== undefined && sameSecret(given, password),
    open(now) {
      const until = `${now.getTime() + LASTS_MS}`;
      return `${until}.${sign(until)}`;
    },
    isOpen(cookie = '', now) {
      const [until = '', signature = ''] = cookie.split('.');
      return sameSecret(signature, sign(until)) && Number(until) > now.getTime();
    },
  };
}

/** Tells whether an address is this machine's own. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));

/**
 * Tells whether a `Host` header names this machine. Another site can point a name of its own at 127.0.0.1
 * (DNS rebinding), and its visitor's local address would then let it in.
 */
export const isLocalName = (host: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
