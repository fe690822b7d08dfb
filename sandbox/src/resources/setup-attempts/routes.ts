import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { setupAttempts as table } from '../../kernel/db/schema.js';
import { text } from '../../kernel/http/params.js';
import { type Route, route } from '../../kernel/http/route.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { setupAttempts } from './attempts.js';

/** How often, and with what, a SetupIntent was tried. */
export const setupAttemptRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/setup_attempts',
    resource: 'setup_intents',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam, setup_intent: text() }),
    handle: (call) => setupAttempts.list(call, eq(table.setupIntentId, call.params.setup_intent)),
  }),
];
