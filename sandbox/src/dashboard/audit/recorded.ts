import type { MiddlewareHandler } from 'hono';
import { loggedPath } from '../../kernel/http/log.js';
import { addressOf, type Ctx, type Dashboard, type Env } from '../dashboard.js';
import { wordsOf } from './words.js';

/** Records what a form does, once its answer is known. Nothing is recorded of whoever is refused before anybody knows who it is. */
export function recorded(
  path: string,
  { audit, platform }: Pick<Dashboard, 'audit' | 'platform'>,
): MiddlewareHandler<Env> {
  const action = wordsOf(path);
  const page = path.includes('/:id') ? path.slice(1, path.indexOf('/:id')) : null;
  return async (c, next) => {
    const objectId = page && idIn(c.req.param('id'));
    await next();
    const person = c.get('claimed') ?? c.get('person');
    if (action === undefined || person === undefined) return;
    await audit.record({
      ...{ action, page, objectId, connectedId: idIn(c.req.query('account')) },
      ...{ personId: person.id, personName: person.name, personEmail: person.email },
      ...{ address: addressOf(c as Ctx, platform), status: c.res.status },
    });
  };
}

/** Returns an id that is in an address; `null` for anything else that somebody put there. */
const idIn = (text = ''): string | null => (text && loggedPath(text) === text ? text : null);
