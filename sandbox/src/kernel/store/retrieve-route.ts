import * as v from 'valibot';
import { common } from '../http/params.js';
import { type RouteDefinition, route } from '../http/route.js';
import type { Documents, DocumentTable } from './documents.js';

/**
 * Returns the route by which a server reads an object.
 *
 * @param path Its path without the id: `/v1/payouts`.
 */
export const retrieveRoute = <Table extends DocumentTable>(
  path: string,
  objects: Pick<Documents<Table>, 'find'>,
): RouteDefinition =>
  route({
    method: 'GET',
    path: `${path}/:id`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => (await objects.find(call, call.id)).body as object,
  });
