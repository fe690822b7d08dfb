import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Ctx, isSecure } from '../dashboard.js';

const NAME = 'payframe_dashboard';

const PATH = '/dashboard';

/** Returns the token of a browser's session; empty where it has none. */
export const tokenOf = (c: Ctx): string => getCookie(c, NAME) ?? '';

/** Gives a browser the token of its session. */
export function giveToken(c: Ctx, token: string): void {
  setCookie(c, NAME, token, { httpOnly: true, sameSite: 'Strict', path: PATH, secure: isSecure(c) });
}

export const takeToken = (c: Ctx): void => void deleteCookie(c, NAME, { path: PATH });
