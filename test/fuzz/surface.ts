/**
 * All that the server can be asked for, taken from its own tables: the routes that it has, and the schemas that check
 * their parameters. What is added to them is in here without a line of its own.
 */

import type { KeyStore } from '../../sandbox/src/api-keys/api-key.js';
import { createApp } from '../../sandbox/src/main/app.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { openApi } from '../../scripts/openapi.js';

/** A JSON Schema, as far as the contract uses it. */
export interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  enum?: string[];
  const?: string;
  pattern?: string;
  type?: string;
}

export interface Endpoint {
  method: string;
  /** With hono's names for what varies: `/v1/tokens/:id`. */
  path: string;
  /** Of the API: what it takes, and which kinds of key. Pages have none. */
  params: Schema;
  keys: readonly ('publishable' | 'secret')[];
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

interface Operation {
  parameters: { $ref: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

interface Contract {
  paths: Record<string, Record<string, Operation>>;
  components: { parameters: Record<string, Parameter>; schemas: Record<string, Schema> };
}

const contract: Contract = JSON.parse(openApi());

/** Returns the schema that another one refers to, with everything in it in its place. */
function resolved<Part>(part: Part): Part {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(resolved) as Part;
  const { $ref } = part as Schema;
  if ($ref) return resolved(contract.components.schemas[`${$ref.split('/').at(-1)}`]) as Part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, resolved(value)])) as Part;
}

/** Every route of the API. */
export const API: readonly Endpoint[] = registry.routes.map(({ method, path, keys }) => {
  const operation = contract.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  if (!operation) throw new Error(`The contract has no ${method} ${path}.`);
  const [body] = Object.values(operation.requestBody?.content ?? {});
  return { method, path, keys, params: resolved(body?.schema ?? querySchema(operation)) };
});

function querySchema({ parameters }: Operation): Schema {
  const inQuery = parameters
    .flatMap(({ $ref }) => contract.components.parameters[`${$ref.split('/').at(-1)}`] ?? [])
    .filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
    required: inQuery.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** Every other page and form: the dashboard's and the bank's. */
export const PAGES: readonly Endpoint[] = allPaths()
  .filter(([method, path]) => method !== 'ALL' && !path.startsWith('/v1/') && !path.includes('*'))
  .map(([method, path]) => ({ method, path, params: {}, keys: [] }));

function allPaths(): [method: string, path: string][] {
  // Nothing is asked of it, so it needs nothing to stand on.
  const app = createApp(
    {} as Parameters<typeof createApp>[0],
    new Map(),
    { accountId: '', keys: {} as KeyStore, password: undefined },
    () => {},
  );
  const named = new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
  return [...named].map((route) => route.split(' ') as [string, string]);
}

type Leaf = [name: string, schema: Schema];
const known = new WeakMap<Schema, Map<string, Leaf[]>>();

/** Every parameter that a schema takes, by its name in brackets, with the schemas that its value can have. */
export function leavesOf(schema: Schema, name = ''): Leaf[] {
  const byName = known.get(schema) ?? new Map<string, Leaf[]>();
  known.set(schema, byName);
  const leaves = byName.get(name) ?? findLeaves(schema, name);
  byName.set(name, leaves);
  return leaves;
}

function findLeaves(schema: Schema, name: string): Leaf[] {
  const alternatives = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  const { properties = {}, items, additionalProperties } = schema;
  const inside = [
    ...alternatives.flatMap((one) => leavesOf(one, name)),
    ...Object.entries(properties).flatMap(([key, value]) => leavesOf(value, nested(name, key))),
    ...(items ? leavesOf(items, nested(name, '0')) : []),
    ...(typeof additionalProperties === 'object' ? leavesOf(additionalProperties, nested(name, 'k')) : []),
  ];
  const isLeaf = !['object', 'array', 'null'].includes(schema.type ?? '') && alternatives.length === 0;
  const all: Leaf[] = isLeaf && name ? [[name, schema]] : inside;
  return [...new Map(all)];
}

export const nested = (name: string, key: string) => (name ? `${name}[${key}]` : key);
