import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { text } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { setupAttempts } from './attempts.js';
import { setupAttempts as table } from './table.js';

/** Routes of SetupAttempts: each records one try of a SetupIntent and its payment method. */
export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/setup_attempts',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam, setup_intent: text() }),
    handle: (call) => setupAttempts.list(call, eq(table.setupIntentId, call.params.setup_intent)),
  }),
];
