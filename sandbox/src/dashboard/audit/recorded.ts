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
  return async (c, next) => {
    const namedId = path.includes('/:id') ? idIn(c.req.param('id')) : null;
    await next();
    const objectId = namedId ?? c.get('createdId') ?? null;
    const person = c.get('claimed') ?? c.get('person');
    if (action === undefined || person === undefined) return;
    await audit.record({
      ...{ action, page: objectId && pageOf(path), objectId, connectedId: idIn(c.req.query('account')) },
      ...{ personId: person.id, personName: person.name, personEmail: person.email },
      ...{ address: addressOf(c as Ctx, platform), status: c.res.status },
    });
  };
}

/** Returns the list that a form belongs to. All of them have their forms below their own address. */
const pageOf = (path: string): string | undefined => path.split('/')[1];

/** Returns an id that is in an address; `null` for anything else that somebody put there. */
const idIn = (text = ''): string | null => (text && loggedPath(text) === text ? text : null);
