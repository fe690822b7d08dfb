import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** What a hash costs, as OWASP recommends it: 32 MiB and about a quarter of a second. */
const COSTS = { N: 2 ** 15, r: 8, p: 3 };

const BYTES = 32;

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** Returns the hash of a password, with its salt and costs. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derived(password, salt, COSTS);
  return ['scrypt', COSTS.N, COSTS.r, COSTS.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Tells whether a password is that of a hash. Without a hash it takes as long, and is never right. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (stored ?? NOBODYS).split('$');
  const given = await derived(password, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(given, Buffer.from(hash, 'base64')) && stored != null;
}

/** A hash that costs as much as any other. */
const NOBODYS = ['scrypt', COSTS.N, COSTS.r, COSTS.p, 'AAAA', Buffer.alloc(BYTES).toString('base64')].join(
  '$',
);

const derived = (password: string, salt: Buffer, costs: typeof COSTS) =>
  derive(password.normalize('NFKC'), salt, BYTES, { ...costs, maxmem: 64 * 1024 * 1024 });
