import { createHmac, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { sameSecret } from '../kernel/same-secret.js';

const LASTS_MS = 12 * 3600 * 1000;

/** Who may see the dashboard: whoever is on this machine, or where there is a password, whoever knows it. */
export interface Gate {
  readonly hasPassword: boolean;
  isPassword(given: string): boolean;
  /** A cookie's value for someone who gave the password. */
  open(now: Date): string;
  isOpen(cookie: string | undefined, now: Date): boolean;
}

/** The sessions of one process: those who signed in sign in again after a restart. */
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

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));

/**
 * Whether a `Host` header names this machine. A page elsewhere can have a name of its own lead to 127.0.0.1 (DNS
 * rebinding), and would be let in by its visitor's address.
 */
export const isLocalName = (host: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
