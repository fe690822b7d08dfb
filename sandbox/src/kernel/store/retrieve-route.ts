import * as v from 'valibot';
import { common } from '../http/params.js';
import { type RouteDefinition, route } from '../http/route.js';
import type { Documents, DocumentTable } from './documents.js';

/**
 * Returns the route by which a server reads an object.
 *
 * @param path Its path without the id: `/v1/payouts`.
 * @param param Parameter that the error names where there is none; by default the kind's own name.
 */
export const retrieveRoute = <Table extends DocumentTable>(
  path: string,
  objects: Pick<Documents<Table>, 'find'>,
  param?: string,
): RouteDefinition =>
  route({
    method: 'GET',
    path: `${path}/:id`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => (await objects.find(call, call.id, param)).body as object,
  });
