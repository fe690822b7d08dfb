/** People who use the dashboard without a browser: with the cookie that they are given, and forms as its pages send them. */

import { Secret, TOTP } from 'otpauth';
import { vi } from 'vitest';
import type { Role } from '../../sandbox/src/dashboard/people/roles.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, type Reply, send } from './harness.js';

export const OWNERS_PASSWORD = 'correct horse';
export const PASSWORD = 'battery staple tower';

/** Moves the clock on, so that an app shows another code or a session ends, and lets timers be. */
export const inMinutes = (minutes: number) =>
  vi.useFakeTimers({ now: Date.now() + minutes * 60_000, toFake: ['Date'] });

let readers = 0;

/** Someone with a browser, at an address of their own where the sandbox trusts a proxy at 127.0.0.1. */
export class Reader {
  /** What the browser sends as `Cookie`. */
  cookie = '';
  private readonly headers: Record<string, string>;

  constructor(
    private readonly url: string,
    headers: Record<string, string> = {},
  ) {
    readers += 1;
    this.headers = { 'X-Forwarded-For': `203.0.113.${readers % 250}`, ...headers };
  }

  get(path: string): Promise<Reply> {
    return this.ask('GET', path);
  }

  post(path: string, form: Record<string, string> = {}): Promise<Reply> {
    return this.ask('POST', path, new URLSearchParams(form).toString());
  }

  signIn(password: string, email = ''): Promise<Reply> {
    return this.post('/sign-in', { email, password });
  }

  private async ask(method: string, path: string, body = ''): Promise<Reply> {
    const reply = await send(`${this.url}/dashboard${path}`, {
      method,
      headers: {
        Host: new URL(this.url).host,
        ...(method === 'POST' && { Origin: this.url, ...FORM }),
        ...(this.cookie && { Cookie: this.cookie }),
        ...this.headers,
      },
      body,
    });
    for (const given of reply.headers['set-cookie'] ?? []) this.cookie = given.split(';')[0] ?? '';
    return reply;
  }
}

/** The owner, signed in. */
export async function owner({ url }: Sandbox): Promise<Reader> {
  const reader = new Reader(url);
  await reader.signIn(OWNERS_PASSWORD);
  return reader;
}

/** Invites a person, and returns the path of the link to give them. */
export async function invite(by: Reader, email: string, role: Role): Promise<string> {
  const { status, text } = await by.post('/people', { name: email.split('@')[0] ?? '', email, role });
  const [, path] = /\/dashboard(\/join\/\w+)/.exec(text) ?? [];
  if (!path) throw new Error(`No link is shown, with status ${status}.`);
  return path;
}

/** A person with a role, who has chosen a password and is signed in. */
export async function join(sandbox: Sandbox, role: Role, email = `${role}@shop.example`): Promise<Reader> {
  const path = await invite(await owner(sandbox), email, role);
  const reader = new Reader(sandbox.url);
  const { status } = await reader.post(path, { password: PASSWORD, again: PASSWORD });
  if (status !== 303) throw new Error(`The person could not join: ${status}`);
  return reader;
}

/** The code that an authenticator app shows now. */
export const codeOf = (secret: string): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() });

/** Sets up the second factor of a person who is signed in, as an app that reads the key does. */
export async function setUpTwoFactor(reader: Reader): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { text } = await reader.get('/me/two-factor');
  const [, shown = ''] = /<output id="key"[^>]*>([A-Z2-7 ]+)</.exec(text) ?? [];
  const [, sealed = ''] = /name="sealed" value="([^"]+)"/.exec(text) ?? [];
  const secret = shown.replaceAll(' ', '');
  const made = await reader.post('/me/two-factor', { sealed, code: codeOf(secret) });
  return { secret, recoveryCodes: made.text.match(/\b[a-z2-7]{4}(?:-[a-z2-7]{4}){3}\b/g) ?? [] };
}
