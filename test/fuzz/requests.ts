/** Requests that are almost right: how they are made up, sent and judged. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, type Reply, send } from '../sandbox/harness.js';
import {
  HOSTILE_HEADERS,
  HOSTILE_NUMBERS,
  HOSTILE_SEGMENTS,
  HOSTILE_SHAPES,
  HOSTILE_TAILS,
  HOSTILE_TEXTS,
} from './hostile.js';
import type { Objects } from './objects.js';
import { API, type Endpoint, leavesOf, nested, PAGES, type Schema } from './surface.js';

/** A text, or the id of an object that is there when the request is sent. */
type Value = string | { kind: string | undefined; index: number };
export type Pair = [name: string, value: Value];

/** A request before it is sent, with all that was chosen for it. */
export interface Plan {
  method: string;
  path: Value[];
  pairs: Pair[];
  tail: string;
  headers: Record<string, string>;
  caller: 'publishable' | 'secret' | 'connected';
}

/** What is asked, by whom and about what. */
export interface World {
  sandbox: Sandbox;
  objects: Objects;
  /** Of an account that is connected to the sandbox's own. */
  accountId: string;
}

/** What fits a parameter by its name, where its schema says no more than that it is a text. */
const FITTING: [name: RegExp, values: string[]][] = [
  [/^number$/, ['4242424242424242', '4000002760003184', '4000000000000002', '4000000000000259']],
  [/^exp_month$/, ['12']],
  [/^exp_year$/, ['2034']],
  [/^cvc$/, ['123']],
  [/^(iban|account_number)$/, ['DE89370400440532013000']],
  [/currency/, ['eur', 'usd']],
  [/country/, ['DE']],
  [/email/, ['a@shop.example']],
  [
    /^(expand|0)$/,
    [
      'customer',
      'data',
      'data.customer',
      'latest_charge.balance_transaction',
      'description',
      'metadata.k',
      'payment_method',
      '*',
      'card',
      'en',
    ],
  ],
  [/^return_url$/, ['https://shop.example/back', 'app://back']],
  [/^payment_method$/, ['pm_card_visa', 'pm_card_chargeDeclined', 'pm_card_authenticationRequired']],
  [/^confirm$|^enabled$/, ['true']],
  [/_at$/, ['1700000000']],
  // No address that events would be delivered to.
  [/^url$/, ['http://127.0.0.1:9/hook?x']],
];

const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);

/** Values that a parameter would take, by its schema and its name. */
export function fitting(name: string, schema: Schema): Value[] {
  if (schema.enum) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  const key = /(\w+)\]?$/.exec(name)?.[1] ?? name;
  const known = FITTING.find(([pattern]) => pattern.test(key))?.[1];
  return (
    known ?? (schema.pattern ? ['100', '1', '50', '1700000000'] : [{ kind: key, index: 0 }, 'true', 'x'])
  );
}

/** What has to be there for a parameter to be looked at: all that is required beside it, as it should be. */
export function needed(schema: Schema, wanted: string, name = ''): Pair[] {
  const isOnTheWay = (one: Schema, at: string) => leavesOf(one, at).some(([leaf]) => leaf === wanted);
  const alternatives = alternativesOf(schema);
  const [first] = alternatives;
  if (first) return needed(alternatives.find((one) => isOnTheWay(one, name)) ?? first, wanted, name);
  const { properties, required = [], items, additionalProperties } = schema;
  if (properties) {
    return Object.entries(properties)
      .filter(([key, one]) => required.includes(key) || isOnTheWay(one, nested(name, key)))
      .flatMap(([key, one]) => needed(one, wanted, nested(name, key)));
  }
  if (items) return needed(items, wanted, nested(name, '0'));
  if (typeof additionalProperties === 'object')
    return needed(additionalProperties, wanted, nested(name, 'k'));
  const [fits = ''] = fitting(name, schema);
  return !name || name === wanted ? [] : [[name, fits]];
}

const alternativesOf = ({ anyOf = [], allOf = [] }: Schema) =>
  [...anyOf, ...allOf].filter(({ type }) => type !== 'null');

const someId = (kind?: string) => fc.record({ kind: fc.constant(kind), index: fc.nat(63) });

const fittingValue = (name: string, schema: Schema): fc.Arbitrary<Value> =>
  fc
    .tuple(fc.constantFrom(...fitting(name, schema)), fc.nat(63))
    .map(([value, index]) => (typeof value === 'string' ? value : { ...value, index }));

/** Now and then something else than what fits, or in another shape. */
const value = (name: string, schema: Schema): fc.Arbitrary<Pair> =>
  fc.oneof(
    { weight: 12, arbitrary: fittingValue(name, schema).map((fits): Pair => [name, fits]) },
    { weight: 2, arbitrary: fc.oneof(hostileText, someId()).map((hostile): Pair => [name, hostile]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...HOSTILE_SHAPES), fittingValue(name, schema))
        .map(([shape, fits]): Pair => [name + shape, fits]),
    },
  );

/** Parameters as a schema has them: all that are required, and a few of the others. */
function pairs(schema: Schema, name = ''): fc.Arbitrary<Pair[]> {
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) return fc.oneof(...alternatives.map((one) => pairs(one, name)));
  const { properties, required = [], items, additionalProperties } = schema;
  if (properties) {
    const entries = Object.entries(properties);
    const rare = 1 + Math.ceil(entries.length / 3);
    return fc
      .tuple(
        ...entries.map(([key, one]) => {
          const given = pairs(one, nested(name, key));
          const none = { weight: required.includes(key) ? 0 : rare, arbitrary: fc.constant<Pair[]>([]) };
          return fc.oneof(none, { weight: 1, arbitrary: given });
        }),
      )
      .map((all) => all.flat());
  }
  if (items) return pairs(items, nested(name, '0'));
  if (typeof additionalProperties === 'object') return pairs(additionalProperties, nested(name, 'k'));
  return name ? value(name, schema).map((pair) => [pair]) : fc.constant([]);
}

const segments = (path: string): fc.Arbitrary<Value[]> =>
  fc.tuple(
    ...path
      .slice(1)
      .split('/')
      .map((part, index, all): fc.Arbitrary<Value> => {
        if (!part.startsWith(':')) return fc.constant(part);
        return fc.oneof(
          { weight: 16, arbitrary: someId(all[index - 1]) },
          { weight: 2, arbitrary: someId() },
          { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_SEGMENTS) },
        );
      }),
  );

const hostileHeader = fc.constantFrom(
  ...Object.entries(HOSTILE_HEADERS).flatMap(([name, values]) =>
    values.map((one): [string, string] => [name, one]),
  ),
);
const headers = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(hostileHeader, { minLength: 1, maxLength: 2 }) },
);

const plan = ({ method, path, params, keys }: Endpoint): fc.Arbitrary<Plan> =>
  fc.record({
    method: fc.oneof(
      { weight: 40, arbitrary: fc.constant(method) },
      fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS'),
    ),
    path: segments(path),
    pairs: pairs(params),
    tail: fc.oneof({ weight: 20, arbitrary: fc.constant('') }, fc.constantFrom(...HOSTILE_TAILS)),
    headers: headers.map(Object.fromEntries),
    caller: fc.constantFrom(...keys, ...(keys.includes('secret') ? ['connected' as const] : [])),
  });

/** A request to any route of the API. */
export const apiPlan: fc.Arbitrary<Plan> = fc.oneof(...API.map(plan));

/** A request to any page or form beside it, with fields of these names. */
export const pagePlan = (fields: string[]): fc.Arbitrary<Plan> => {
  const properties = Object.fromEntries(fields.map((name) => [name, { type: 'string' }]));
  return fc.oneof(...PAGES.map((page) => plan({ ...page, params: { properties }, keys: ['secret'] })));
};

/** Sends a request, and holds its answer to what every answer keeps. */
export async function ask(world: World, plan: Plan): Promise<void> {
  const { sandbox, objects } = world;
  const url = sandbox.url + pathOf(objects, plan);
  const form = formOf(objects, plan);
  const inBody = plan.method === 'POST';
  const request = {
    method: plan.method,
    headers: { ...ownHeaders(world, plan), ...plan.headers },
    ...(inBody && { body: form }),
  };
  const reply = await send(inBody || !form ? url : `${url}?${form}`, request);
  try {
    judge(plan, reply, sandbox);
  } catch (error) {
    const shown = `${plan.method} ${url} ${form.slice(0, 2_000)}\n→ ${reply.status} ${reply.text.slice(0, 500)}`;
    throw new Error(shown, { cause: error });
  }
  if (reply.status === 200) objects.learn(reply.json);
}

const isApi = ({ path }: Plan) => path[0] === 'v1';

function judge(plan: Plan, { status, text, json, headers }: Reply, sandbox: Sandbox): void {
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  expect(headers).not.toHaveProperty('x-injected');
  expect(text).not.toMatch(/node_modules|\n\s+at /);
  if (isApi(plan)) expect(text).not.toContain(sandbox.secretKey);
  const type = headers['content-type'] ?? '';
  // The dashboard is read by people; what never reached it is answered by the server.
  if (plan.path[0] === 'dashboard' && headers['request-id']) expect(type).not.toContain('json');
  if (!isApi(plan) || plan.method === 'HEAD') return;
  expect(type).toContain('application/json');
  if (status < 400) return;
  expect(json.error.type).toMatch(/^(api|card|idempotency|invalid_request)_error$/);
  expect(json.error.message).toMatch(/\S/);
}

function ownHeaders({ sandbox, accountId }: World, plan: Plan): Record<string, string> {
  const { secretKey, publishableKey, url } = sandbox;
  const form = plan.method === 'POST' ? FORM : {};
  // As the browser sends a form of the dashboard's own. Each caller is another, because one who guesses passwords waits.
  if (!isApi(plan)) return { ...form, Origin: url, 'X-Forwarded-For': nextCaller() };
  const key = plan.caller === 'publishable' ? publishableKey : secretKey;
  return {
    ...form,
    Authorization: `Bearer ${key}`,
    ...(plan.caller === 'connected' && { 'Payframe-Account': accountId }),
  };
}

let callers = 0;

/** An address of this machine, which alone sees a dashboard without a password. */
function nextCaller(): string {
  callers += 1;
  return `127.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`;
}

const read = (objects: Objects, given: Value): string =>
  typeof given === 'string' ? given : objects.pick(objects.kindOf(given.kind ?? ''), given.index);

const pathOf = (objects: Objects, { path }: Plan) => path.map((part) => `/${read(objects, part)}`).join('');

const formOf = (objects: Objects, plan: Plan) =>
  plan.pairs.map(([name, given]) => `${escaped(name, true)}=${escaped(read(objects, given))}`).join('&') +
  plan.tail;

/** As a form has it; what is no text of Unicode stays the bytes that it would be. */
const escaped = (text: string, isName = false) =>
  text.replace(/\W/gu, (character) => {
    if (isName && /[[\]]/.test(character)) return character;
    if (/^[\ud800-\udfff]$/.test(character)) return '%ED%A0%80';
    return encodeURIComponent(character);
  });
