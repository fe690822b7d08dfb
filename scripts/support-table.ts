/**
 * Finds out which parts of a Stripe integration work here, from the code of both sides. Writes them for
 * `payframe check` and into the tables of `docs/migrating.md`. `npm run contract`; a test fails when they are
 * out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';
import Stripe from 'stripe';
import { registry } from '../sandbox/src/resources/registry.js';
import { DIFFERENCES, type Support } from '../src/guard/check/support.js';
import { Payframe } from '../src/page/index.js';
import { LATER_METHODS } from '../src/page/later/call-later-method.js';
import { NAMED } from '../src/page/methods/named-methods.js';
import { ELEMENTS } from '../src/wire/index.js';
import { withGenerated } from './generated-part.js';

export const SUPPORT_FILE = 'src/guard/check/support-data.ts';
export const MIGRATING_FILE = 'docs/migrating.md';

const { resolve } = createRequire(import.meta.url);
const typesOf = (name: string) =>
  readFileSync(join(dirname(resolve('@stripe/stripe-js/package.json')), 'dist/stripe-js', name), 'utf8');

/** The parts that this file reads of a tree. */
interface Node {
  type: string;
  declaration?: Node;
  id?: { name: string };
  body?: Node | Node[];
  key?: { name: string };
  typeAnnotation?: Node;
  types?: Node[];
  literal?: { value: string };
}

/** Finds the declaration of this name in a file of types. */
function declared(code: string, name: string): Node {
  const { body } = parseSync('types.d.ts', code).program as unknown as { body: Node[] };
  const found = body.map((node) => node.declaration ?? node).find(({ id }) => id?.name === name);
  if (!found) throw new Error(`The types of Stripe.js have no ${name}.`);
  return found;
}

/** Methods and Elements that earlier versions of Stripe.js had, and its types no longer list. */
const FORMER_METHODS = [
  'confirmPaymentIntent',
  'confirmSetupIntent',
  'createSource',
  'handleCardPayment',
  'handleCardSetup',
  'handleFpxPayment',
  'handleFpxSetup',
  'handleSepaDebitPayment',
  'handleSepaDebitSetup',
  'redirectToCheckout',
  'retrieveSource',
];

const FORMER_ELEMENTS = [
  'affirmMessage',
  'afterpayClearpayMessage',
  'epsBank',
  'fpxBank',
  'idealBank',
  'p24Bank',
  'paymentRequestButton',
];

function stripeMethods(): string[] {
  const { body } = declared(typesOf('stripe.d.ts'), 'Stripe').body as Node;
  return [...new Set([...FORMER_METHODS, ...(body as Node[]).flatMap(({ key }) => key?.name ?? [])])];
}

function stripeElements(): string[] {
  const { types = [] } = declared(typesOf('elements-group.d.ts'), 'StripeElementType').typeAnnotation ?? {};
  return [...FORMER_ELEMENTS, ...types.flatMap(({ literal }) => literal?.value ?? [])];
}

const table = (names: string[], isThere: (name: string) => boolean): Record<string, boolean> =>
  Object.fromEntries(names.sort().map((name) => [name, isThere(name)]));

const pascal = (type: string) => type.charAt(0).toUpperCase() + type.slice(1);

/** The components that are not of an Element. */
const OTHER_COMPONENTS = ['Elements', 'ElementsConsumer', 'EmbeddedCheckout', 'EmbeddedCheckoutProvider'];

async function componentsOf(elements: Record<string, boolean>): Promise<Record<string, boolean>> {
  const exported = Object.keys(await import('@stripe/react-stripe-js')).filter((name) => /^[A-Z]/.test(name));
  const shown = Object.entries(elements).map(
    ([type, isThere]) => [`${pascal(type)}Element`, isThere] as const,
  );
  const known = new Map<string, boolean>([
    ...shown,
    ...OTHER_COMPONENTS.map((name) => [name, true] as const),
  ]);
  return table([...new Set([...exported, ...known.keys()])], (name) => known.get(name) ?? false);
}

/** Stand in for the ids in a path. */
const IDS = ['id_1', 'id_2', 'id_3'];

/** Parameters of a call that sends a file, and sends nothing without one. */
const UPLOAD = { file: { name: 'a.png', data: Buffer.from('a') } };

/** Returns every call of the official server client, with its request; without one where it sends none. */
export async function clientCalls(): Promise<Map<string, string | undefined>> {
  let request: string | undefined;
  const makeRequest = async (_host: string, _port: string, path: string, method: string) => {
    request = `${method} ${path.split('?')[0]}`;
    throw new Error('Nothing is sent.');
  };
  const key = ['sk', 'test', 'unused'].join('_');
  const httpClient = { getClientName: () => 'none', makeRequest } as never;
  const client = new Stripe(key, { httpClient, maxNetworkRetries: 0, telemetry: false });
  const calls = new Map<string, string | undefined>();

  async function walk(object: object, path: string[]): Promise<void> {
    for (const [name, part] of Object.entries(object)) {
      if (name.startsWith('_') || part === client || !isResource(part)) continue;
      for (const method of methodsOf(part)) {
        request = undefined;
        // A call without an id refuses one.
        for (const given of [IDS, [], [UPLOAD]]) {
          if (request === undefined) await attempt(() => part[method]?.(...given));
        }
        calls.set([...path, name, method].join('.'), request);
      }
      await walk(part, [...path, name]);
    }
  }

  await walk(client, []);
  return calls;
}

type Resource = Record<string, (...given: unknown[]) => unknown>;

const isResource = (value: unknown): value is Resource =>
  typeof value === 'object' &&
  value !== null &&
  ('_stripe' in value || 'stripe' in value || 'constructEvent' in value);

const INTERNAL = new Set(['basePath', 'constructor', 'path', 'requestDataProcessor']);

function methodsOf(resource: object): string[] {
  const own = [resource, Object.getPrototypeOf(resource)].flatMap((at) => Object.getOwnPropertyNames(at));
  return [...new Set(own)].filter(
    (name) =>
      /^[a-z]/.test(name) &&
      !INTERNAL.has(name) &&
      typeof (resource as Resource)[name] === 'function' &&
      !(name in Object.prototype),
  );
}

async function attempt(call: () => unknown): Promise<void> {
  try {
    await call();
  } catch {
    // Only the request is of interest.
  }
}

const routes = new Set(
  registry.routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':id')}`),
);

const isServed = (request: string) => routes.has(request.replace(/\bid_\d\b/g, ':id'));

/** Tells whether a call of the client works. Signatures are checked without a request. */
const works = (call: string, request: string | undefined) =>
  request === undefined ? call.startsWith('webhooks.') : isServed(request);

export async function support(): Promise<Support> {
  const page = Payframe(['pk', 'test', 'A1b2C3d4E5f6G7h8I9j0'].join('_'), {
    host: 'https://pay.example.com',
  });
  const elements = table(
    [...new Set([...stripeElements(), ...Object.keys(ELEMENTS)])],
    // The button of a payment request is no Element of its own, and a method of the later script creates it.
    (type) => type in ELEMENTS || Object.hasOwn(LATER_METHODS, type),
  );
  const calls = await clientCalls();
  const requests = [...calls.values()].flatMap((request) => request ?? []);
  const rootOf = (request: string) => /\/v1\/(\w+)/.exec(request)?.[1] ?? [];
  return {
    // The page's object has every name of Stripe.js. A method that is lacking resolves with an error.
    methods: table(
      stripeMethods(),
      (name) => Object.hasOwn(page, name) || NAMED.test(name) || Object.hasOwn(LATER_METHODS, name),
    ),
    elements,
    components: await componentsOf(elements),
    calls: [...calls].flatMap(([name, request]) => (works(name, request) ? name : [])).sort(),
    resources: [...new Set([...calls.keys()].map((name) => name.split('.')[0] ?? ''))].sort(),
    endpoints: [...new Set(registry.routes.map(({ path }) => path))].sort(),
    roots: [...new Set(requests.flatMap(rootOf))].sort(),
  };
}

const codes = (names: string[]) => names.map((name) => `\`${name}\``).join(', ');

/** Returns a table: what works, each difference, and what is not there. */
function partTable(
  title: string,
  parts: Record<string, boolean>,
  nameOf: (part: string) => string,
): string[] {
  const there = Object.keys(parts).filter((part) => parts[part]);
  const differing = there.filter((part) => nameOf(part) in DIFFERENCES);
  return [
    `| ${title} | |`,
    '| --- | --- |',
    `| work | ${codes(there.filter((part) => !differing.includes(part)))} |`,
    ...differing.map((part) => `| \`${part}\` differs | ${DIFFERENCES[nameOf(part)]} |`),
    `| are not there | ${codes(Object.keys(parts).filter((part) => !parts[part]))} |`,
    '',
  ];
}

export function supportTables({ methods, elements, components, calls }: Support): string {
  const byResource = new Map<string, string[]>();
  for (const call of calls) {
    const [resource, name] = [call.replace(/\.\w+$/, ''), call.replace(/^.*\./, '')];
    byResource.set(resource, [...(byResource.get(resource) ?? []), name]);
  }
  return [
    ...partTable('methods of Stripe.js', methods, (name) => `stripe.${name}`),
    ...partTable('Elements', elements, (type) => `elements.create('${type}')`),
    ...partTable('components', components, (name) => `<${name}>`),
    '| the official server client | calls that work |',
    '| --- | --- |',
    ...[...byResource].map(([resource, names]) => `| \`${resource}\` | ${codes(names)} |`),
  ].join('\n');
}

/** Returns the module for `payframe check`, before it is formatted. */
export const supportModule = (found: Support): string => `import type { Support } from './support.js';

/** The parts of a Stripe integration. Written by \`npm run contract\`. */
export const SUPPORT: Support = ${JSON.stringify(found)};
`;

/** Returns the page with the tables in their place. */
export const withSupportTables = (page: string, found: Support): string =>
  withGenerated(page, 'support', 'contract', supportTables(found));

if (import.meta.url === `file://${process.argv[1]}`) {
  const found = await support();
  writeFileSync(SUPPORT_FILE, supportModule(found));
  writeFileSync(MIGRATING_FILE, withSupportTables(readFileSync(MIGRATING_FILE, 'utf8'), found));
}
