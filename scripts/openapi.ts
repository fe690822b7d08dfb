/**
 * Writes `docs/openapi.json` from the routes of the sandbox: their paths, their keys and the schemas that
 * check their parameters. `npm run contract`; a test fails when the file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { API_VERSION } from '../sandbox/src/kernel/api-version.js';
import type { Route } from '../sandbox/src/kernel/http/route.js';
import { methods } from '../sandbox/src/methods/registry.js';
import { registry } from '../sandbox/src/resources/registry.js';

export const OPENAPI_FILE = 'docs/openapi.json';

type JsonSchema = Record<string, unknown>;

// A schema that depends on its input is asked with each of these, to find everything that it can be.
const SAMPLES: unknown[] = [
  '',
  'text',
  {},
  ...methods.types.map((type) => ({ type })),
  { token: '' },
  { payment_method: '' },
  { customer: '' },
  ...methods.tokenKinds.map(({ type }) => ({ [type]: {} })),
  { account: {} },
  { person: {} },
];

/** A schema, with the parts that this file reads. Its type decides which of them it has. */
interface Schema extends v.GenericSchema {
  getter?(input: unknown): Schema;
  entries?: Record<string, Schema>;
  wrapped?: Schema;
  item?: Schema;
  value?: Schema;
  pipe?: readonly { kind: string }[];
}

/** Returns the same schema, with its lazy parts replaced by everything that they can be. */
function open(schema: Schema): Schema {
  const { getter, entries, wrapped, item, value, pipe } = schema;
  if (getter) {
    // Most samples lead to one and the same schema.
    const found = new Set(SAMPLES.flatMap((sample) => resultOf(() => getter(sample))));
    return oneOf([...found].flatMap((one) => resultOf(() => open(one))));
  }
  return {
    ...schema,
    ...(entries && { entries: Object.fromEntries(Object.entries(entries).map(([k, e]) => [k, open(e)])) }),
    ...(wrapped && { wrapped: open(wrapped) }),
    ...(item && { item: open(item) }),
    ...(value && { value: open(value) }),
    ...(pipe && { pipe: pipe.map((step) => (step.kind === 'schema' ? open(step as Schema) : step)) }),
  };
}

function oneOf(schemas: Schema[]): Schema {
  const [only, ...others] = new Map(
    schemas.map((schema) => [JSON.stringify(convert(schema)), schema]),
  ).values();
  if (!only) throw new Error('A lazy schema gave no schema for any sample.');
  return others.length === 0 ? only : v.union([only, ...others]);
}

function resultOf(make: () => Schema): Schema[] {
  try {
    return [make()];
  } catch {
    return [];
  }
}

function convert(schema: Schema): JsonSchema {
  // Everything arrives as text. Checks and transformations that JSON Schema does not have are left out.
  const { $schema, ...rest } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' }) as JsonSchema;
  return rest;
}

const schemaOf = (schema: v.GenericSchema): JsonSchema => convert(open(schema as Schema));

/** Tells whether frames call it: a platform has to serve these routes for Payframe to work. */
const isForFrames = ({ keys }: Route) => keys.includes('publishable');

const openApiPath = (path: string) => path.replace(/:(\w+)/g, '{$1}');

const security = ({ keys }: Route) => keys.map((kind) => ({ [`${kind}Key`]: [] }));

const ANSWERS = {
  200: { description: 'The object, or a list.', content: json({ $ref: '#/components/schemas/Object' }) },
  default: {
    description: 'Why it was refused.',
    content: json({ $ref: '#/components/schemas/Error' }),
  },
};

function json(schema: JsonSchema) {
  return { 'application/json': { schema } };
}

/** The headers of a request that every client sends in the same form. */
const HEADERS = {
  'Stripe-Account':
    'Id of the connected account that the request is about. `Payframe-Account` and `Stripe-Context` say the same.',
  'Stripe-Version': `Version of the API, such as \`${API_VERSION}\`, which is used where none is named.`,
};

/** Returns the headers of a route. A platform calls some of them only for itself. */
const headersOf = ({ platformOnly }: Route) =>
  Object.entries(HEADERS)
    .filter(([name]) => name !== 'Stripe-Account' || !platformOnly)
    .map(([name, description]) => ({ name, in: 'header', description, schema: text }));

function operation(route: Route, parameters: Record<string, object>): JsonSchema {
  const {
    properties = {},
    required = [],
    ...params
  } = schemaOf(route.params) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const whole = Object.keys(properties).length > 0 ? { ...params, properties, required } : params;
  const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    tags: [isForFrames(route) ? 'frames' : 'servers'],
    'x-resource': route.resource,
    security: security(route),
    parameters: [
      ...named,
      ...headersOf(route),
      ...(route.method === 'POST' ? [] : queryOf(properties, required)),
    ].map((one) => ({ $ref: `#/components/parameters/${nameFor(one.name, one, parameters)}` })),
    ...(route.method === 'POST' && {
      requestBody: { content: { 'application/x-www-form-urlencoded': { schema: whole } } },
    }),
    responses: ANSWERS,
  };
}

const queryOf = (properties: Record<string, JsonSchema>, required: string[]) =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    style: schema.type === 'object' ? 'deepObject' : 'form',
    schema,
  }));

function pathsOf(
  all: readonly Route[],
  parameters: Record<string, object>,
): Record<string, Record<string, JsonSchema>> {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of all) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, parameters) };
  }
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Length from which the schema of a property is written once for all routes, as JSON. */
const LONG = 1000;

/**
 * Moves the long schemas of properties to the components, under the name of the property. What is there already is not
 * written again.
 *
 * @param schemas The components, which this adds to.
 */
function withReferences<Part>(part: Part, schemas: Record<string, object>, name?: string): Part {
  if (typeof part !== 'object' || part === null) return part;
  const inside = (
    Array.isArray(part)
      ? part.map((item) => withReferences(item, schemas))
      : Object.fromEntries(
          Object.entries(part).map(([key, value]) => {
            const named = key === 'properties' ? withNamedReferences(value, schemas) : undefined;
            return [key, named ?? withReferences(value, schemas)];
          }),
        )
  ) as Part & object;
  if (written(part).length < LONG) return inside;
  const component = name === undefined ? known(inside, schemas) : nameFor(name, inside, schemas);
  return component === undefined ? inside : ({ $ref: `#/components/schemas/${component}` } as Part);
}

/** Finds the name of a schema among the components. */
function known(schema: object, schemas: Record<string, object>): string | undefined {
  return Object.keys(schemas).find((name) => written(schemas[name] as object) === written(schema));
}

const texts = new WeakMap<object, string>();

/** Returns a part of the document as JSON, which is compared with that of many others. */
function written(part: object): string {
  const text = texts.get(part) ?? JSON.stringify(part);
  texts.set(part, text);
  return text;
}

const withNamedReferences = (properties: object, schemas: Record<string, object>) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, withReferences(schema, schemas, name)]),
  );

/** Finds the name of a schema or a parameter among the components, or adds it: the second one of a name ends with 2. */
function nameFor(name: string, part: object, components: Record<string, object>): string {
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : `${name}_${number}`;
    components[numbered] ??= part;
    if (written(components[numbered]) === written(part)) return numbered;
  }
}

const key = (description: string) => ({ type: 'http', scheme: 'bearer', description });
const text = { type: 'string' };

/** Returns the OpenAPI document (3.1) of the API, as text. */
export function openApi(): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const schemas: Record<string, object> = {};
  const named: Record<string, object> = {};
  const paths = withReferences(pathsOf(registry.routes, named), schemas);
  const parameters = withReferences(named, schemas);
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Payframe HTTP API',
      version,
      description:
        'What the tag `frames` has is what a platform must serve for Payframe’s frames to work. The rest is what the ' +
        'sandbox offers to servers beside it. Parameters are form-encoded, so that every value arrives as text.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: [
      { name: 'frames', description: 'Called by the frames on the host, with a publishable key.' },
      { name: 'servers', description: 'Called by servers, with a secret or restricted key.' },
    ],
    paths,
    components: {
      securitySchemes: {
        publishableKey: key('`pk_test_…` or `pk_live_…`'),
        secretKey: key('`sk_…`, or `rk_…` with permission for the `x-resource`'),
      },
      parameters,
      schemas: {
        ...schemas,
        Object: { type: 'object', required: ['object'], properties: { id: text, object: text } },
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['type', 'message'],
              properties: {
                type: {
                  enum: ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error'],
                },
                message: text,
                code: text,
                decline_code: text,
                param: text,
                charge: text,
                payment_intent: { type: 'object' },
                payment_method: { type: 'object' },
                setup_intent: { type: 'object' },
              },
            },
          },
        },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

if (import.meta.url === `file://${process.argv[1]}`) writeFileSync(OPENAPI_FILE, openApi());
