import { createHmac } from 'node:crypto';
import { seconds } from '../../kernel/seconds.js';

/** What a body is signed with in a request's header: the time and its HMAC-SHA256, as publicly documented. */
export function sign(body: string, secret: string, now: Date): string {
  const time = seconds(now);
  const hmac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${hmac}`;
}
