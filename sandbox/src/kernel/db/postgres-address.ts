import { DataUnusable } from './open-errors.js';

/** Oldest PostgreSQL that is supported, as it numbers itself. */
const OLDEST = 150_000;

/** @throws DataUnusable for anything but the address of a PostgreSQL. */
export function checkAddress(url: string): void {
  if (/^postgres(ql)?:\/\//i.test(url) && URL.canParse(url)) return;
  throw new DataUnusable(
    'DATABASE_URL is not the address of a PostgreSQL: it looks like postgres://user:password@host:5432/database, with signs ' +
      'such as / and # of a password written as %2F and %23.',
  );
}

/** @throws DataUnusable for a PostgreSQL that is too old. */
export function checkVersion(url: string, number: number): void {
  if (number >= OLDEST) return;
  const version = Math.floor(number / 10_000);
  throw new DataUnusable(
    `DATABASE_URL leads to ${placeOf(url)}, a PostgreSQL ${version}. It has to be 15 or later.`,
  );
}

/** Creates the error that says why the database of an address can't be used, without its password. */
export function unusable(url: string, error: unknown): DataUnusable {
  if (error instanceof DataUnusable) return error;
  const { code = '', message = '' } = causeOf(error);
  return new DataUnusable(
    `DATABASE_URL leads to ${placeOf(url)}, but ${WHY[code] ?? otherwise(url, message)}.`,
    {
      cause: error,
    },
  );
}

/** Reasons by the error codes of PostgreSQL and of the system. */
const WHY: Record<string, string> = {
  '28000': 'that PostgreSQL does not let this user in',
  '28P01': 'that PostgreSQL does not take this user and password',
  '3D000': 'that PostgreSQL has no database of this name',
  '42501': 'this user may not make tables there',
  '53300': 'that PostgreSQL has no connection left',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'there is no host of this name, or no name server to ask',
  ...Object.fromEntries(
    ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].map(
      (code) => [code, 'no PostgreSQL answers there'],
    ),
  ),
};

/** Returns the cause of an error. A name that has several addresses fails with an error for each. */
function causeOf(error: unknown): { code?: string; message?: string } {
  const { errors, cause } = error as { errors?: unknown[]; cause?: unknown };
  if (errors?.length) return causeOf(errors[0]);
  return cause ? causeOf(cause) : (error as { code?: string; message?: string });
}

// The driver has no code for an answer that is not PostgreSQL's, and for no answer.
function otherwise(url: string, message: string): string {
  if (/terminated|timeout|ended/i.test(message)) return 'no PostgreSQL answers there';
  const { password } = new URL(url);
  const secrets = [password, decodeURIComponent(password)].filter(Boolean);
  return `it cannot be used: ${secrets.reduce((text, secret) => text.replaceAll(secret, '…'), message)}`;
}

function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'this machine'}${port && `:${port}`}${pathname}`;
}
