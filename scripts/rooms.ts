/**
 * The rooms of this repository: the purpose of each, and the imports that it may have. `npm run check` checks
 * every import (`scripts/check-rooms.ts`), and `npm run contract` writes the table in CONTRIBUTING.md.
 *
 * A file belongs to the room with the longest path that its own path starts with. Files of one room may
 * import each other.
 */
export interface Room {
  what: string;
  /** Rooms that it may import. */
  imports?: string[];
  /** Rooms from which it may import only types. */
  types?: string[];
  /** Packages that it may import; `any` where the workspace's package.json decides. */
  packages?: string[] | 'any';
  /**
   * Whether each of its folders is a subject, and each file beside them. By default the whole room is one
   * subject.
   */
  isDivided?: true;
  /** Whether others import only a subject's `index.ts`; the registry imports `resource.ts`. */
  hasIndex?: true;
}

const SUBJECTS = ['methods', 'intents', 'issuer', 'resources'].map((name) => `sandbox/src/${name}`);
const CONTRACT = 'src/contract';
const KERNEL = 'sandbox/src/kernel';
const BILLING = 'sandbox/src/billing';
/** The list of the resources, which is the only file that imports their `resource.ts`. */
export const REGISTRY = 'sandbox/src/resources/registry.ts';

export const rooms: Record<string, Room> = {
  'src/keys': { what: 'API keys: kind, mode, and secrets in disguise' },
  [CONTRACT]: {
    what: 'facts that SDK, double and sandbox share: test cards and accounts, declines, error codes, shapes of objects',
  },
  'src/wire': {
    what: 'every message between page and frame, its check, and the handshake',
    imports: ['src/keys'],
    types: [CONTRACT],
  },
  'src/page': {
    isDivided: true,
    what: 'the code in the merchant’s page; has no type that could hold a card number',
    imports: ['src/keys', 'src/wire'],
    types: [CONTRACT],
  },
  'src/frame': {
    isDivided: true,
    what: 'the code of the host’s frames: fields, formatting, validation, the API client',
    imports: ['src/keys', CONTRACT, 'src/wire', 'src/frame/methods'],
    packages: ['credit-card-type', 'ibantools'],
  },
  'src/frame/methods': {
    what: 'a folder for each type of payment method of the Payment Element: its fields, its data and its texts; `registry.ts`, the only list',
    imports: [CONTRACT, 'src/wire', 'src/frame'],
  },
  'src/retry': {
    what: 'the note that the bindings show where a field could not be loaded, with the button to try again',
  },
  'src/bindings': {
    what: 'what the bindings for React and Vue share: the state of a checkout with a Checkout Session',
    types: ['src/page'],
  },
  'src/react': {
    what: 'the React binding',
    imports: ['src/bindings', 'src/retry'],
    types: [CONTRACT, 'src/page'],
    packages: ['react'],
  },
  'src/vue': {
    what: 'the Vue binding',
    imports: ['src/bindings', CONTRACT, 'src/retry'],
    types: ['src/page'],
    packages: ['vue'],
  },
  'src/element': { what: 'the custom elements', imports: [CONTRACT, 'src/page', 'src/retry'] },
  'src/testing': {
    what: 'for a shop’s own tests: helpers that fill fields, and a double of `Payframe` that keeps the frames’ rules in memory',
    imports: [CONTRACT, 'src/page', 'src/wire', 'src/frame'],
  },
  'src/guard': {
    what: 'the command `payframe`: the search for secret keys in built files, with its plugins, and in `check` the search for the parts of a Stripe integration; runs in Node',
    imports: ['src/keys'],
    packages: ['node:'],
  },
  'sandbox/src/paths.ts': {
    what: 'the paths of the sandbox’s migrations and of the host’s files',
    packages: ['node:'],
  },
  [KERNEL]: {
    what: 'the base of every resource: request pipeline, parameters, database, jobs, events to send; knows no resource',
    imports: ['src/keys', CONTRACT, 'sandbox/src/paths.ts'],
    packages: 'any',
  },
  [BILLING]: {
    what: 'the arithmetic of billing, to the cent: pure functions that know no resource and no database',
    packages: ['decimal.js'],
  },
  'sandbox/src/methods': {
    hasIndex: true,
    what: 'a folder for each type of payment method: how it is read, stored, shown and tried; `registry.ts`, the only list',
    imports: [CONTRACT, KERNEL],
    packages: 'any',
  },
  'sandbox/src/intents': {
    hasIndex: true,
    what: 'the parts that PaymentIntents and SetupIntents share',
    imports: [CONTRACT, KERNEL, ...SUBJECTS],
    packages: 'any',
  },
  'sandbox/src/issuer': {
    hasIndex: true,
    what: 'the bank that asks the cardholder: its page, and the effects of the answer',
    imports: [CONTRACT, KERNEL, ...SUBJECTS],
    packages: 'any',
  },
  'sandbox/src/resources': {
    isDivided: true,
    hasIndex: true,
    what: 'a folder for each resource of the API: table, parameters, routes, rules, page in the dashboard',
    imports: [CONTRACT, KERNEL, BILLING, ...SUBJECTS, 'sandbox/src/request-log'],
    packages: 'any',
  },
  [REGISTRY]: {
    what: 'the only list of the resources; no resource imports it',
    imports: [KERNEL, 'sandbox/src/resources'],
  },
  'sandbox/src/api-keys': {
    hasIndex: true,
    what: 'keys and their permissions',
    imports: [KERNEL, 'src/keys', REGISTRY],
    packages: 'any',
  },
  'sandbox/src/request-log': {
    hasIndex: true,
    what: 'answered requests, for the dashboard',
    imports: [KERNEL],
    packages: 'any',
  },
  'sandbox/src/live': {
    hasIndex: true,
    what: 'live mode: the requests to the upstream, and the part of its answers that a page sees',
    imports: [CONTRACT, KERNEL, ...SUBJECTS, REGISTRY],
    packages: 'any',
  },
  'sandbox/src/hosted': {
    hasIndex: true,
    what: 'the pages that a platform leads the holders of its accounts to, and an account its customers',
    imports: [CONTRACT, KERNEL, ...SUBJECTS, 'sandbox/src/paths.ts'],
    packages: 'any',
  },
  'sandbox/src/dashboard': {
    hasIndex: true,
    what: 'the pages for people; finds the resources in the registry',
    imports: [
      CONTRACT,
      KERNEL,
      'sandbox/src/api-keys',
      'sandbox/src/request-log',
      'sandbox/src/resources',
      REGISTRY,
    ],
    packages: 'any',
  },
  'sandbox/src/main': {
    what: 'command, server and app, which put the rooms together',
    imports: [
      KERNEL,
      ...SUBJECTS,
      REGISTRY,
      'sandbox/src/api-keys',
      'sandbox/src/request-log',
      'sandbox/src/live',
      'sandbox/src/hosted',
      'sandbox/src/dashboard',
      'sandbox/src/paths.ts',
    ],
    packages: 'any',
  },
  'sandbox/src': {
    what: '`index.ts`, the exports of the package',
    imports: [CONTRACT, KERNEL, 'sandbox/src/api-keys', 'sandbox/src/live', 'sandbox/src/main'],
  },
};

/**
 * Imports that no room allows, each with its reason. An import that no longer exists has to be removed here
 * too.
 */
export const exceptions: Record<string, string> = Object.fromEntries(
  ['index.ts', 'main/sandbox.ts'].flatMap((file) =>
    ['api-keys/api-key.ts', 'api-keys/permissions.ts', 'live/upstream.ts', 'live/wallets.ts'].map((types) => [
      `sandbox/src/${file} → sandbox/src/${types}`,
      'types of the package: an index would take the declarations of what is not public into it',
    ]),
  ),
);
