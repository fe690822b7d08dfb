import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { setupAttempts as table } from '../db/schema.js';
import { createdParam, listParams } from '../http/list.js';
import { text } from '../http/params.js';
import { type Route, route } from '../http/route.js';
import { setupAttempts } from '../setups/setup-attempts.js';

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
