import { invalidRequest } from './errors.js';
import type { FixtureRequest } from './fixture.js';
import { mayRead, requirePermission } from './http/authorize.js';
import type { Route } from './http/route.js';
import type { Listing } from './listing.js';
import type { Profile } from './profile.js';
import type { Inclusion, Loader, Owner, Resource } from './resource.js';
import type { ClockJobType } from './scope.js';
import type { Switches } from './switches.js';
import { createVersions, type VersionChange, type Versions } from './versions.js';

/** Everything that the platform derives from the definitions of its resources. */
export interface Registry<Permission extends string = string> extends Objects {
  resources: readonly Resource<Permission>[];
  routes: readonly Route[];
  /** The permissions that a restricted key can have, in alphabetical order. */
  permissions: readonly Permission[];
  jobs: readonly ClockJobType[];
  /** The lists of the dashboard, each with the path of the API that has it. */
  listings: readonly { path: string; listing: Listing<never> }[];
  /** The dashboard's pages of switches. */
  switches: readonly Switches[];
  /** The dashboard's pages of texts that the account is known by. */
  profiles: readonly Profile[];
  /** The requests that make an event happen, by its type, in alphabetical order. */
  triggers: ReadonlyMap<string, readonly FixtureRequest[]>;
  versions: Versions;
  /** Tells whether live mode has the resource of this permission. */
  isLive(permission: string): boolean;
}

/** The loaders of objects that other objects name. */
export interface Objects {
  /**
   * Finds the loader for the object of an id. It loads only for callers that may read the object.
   *
   * @param property The property that holds the id, which may decide the form of the object.
   */
  loaderOf(id: string, property?: string): Loader | undefined;
  /** Finds the loader for a property that is left out until `expand` asks for it. */
  includable(of: { object?: unknown }, name: string): Inclusion | undefined;
  /** Finds how to tell the account of the object that a property names, where that may be another one. */
  ownerOf(of: { object?: unknown }, name: string): Owner | undefined;
}

export function createRegistry<Permission extends string>(
  resources: readonly Resource<Permission>[],
): Registry<Permission> {
  const loaders = new Map<string, Loader>();
  const includes = new Map<string, Inclusion>();
  const owners = new Map(resources.flatMap((resource) => Object.entries(resource.owners)));
  for (const { permission, objects, includes: parts } of resources) {
    for (const [prefix, loader] of Object.entries(objects))
      loaders.set(prefix, permitted(permission, loader));
    for (const [name, loader] of Object.entries(parts)) includes.set(name, permitted(permission, loader));
  }
  const live = new Set<string>(resources.filter((one) => one.live).map(({ permission }) => permission));
  return {
    resources,
    routes: resources.flatMap(({ routes }) => routes),
    permissions: [...new Set(resources.map(({ permission }) => permission))].sort(),
    jobs: resources.flatMap(({ jobs }) => jobs),
    listings: resources.flatMap(({ name, listing }) => (listing ? [{ path: `/v1/${name}`, listing }] : [])),
    switches: resources.flatMap(({ switches }) => switches ?? []),
    profiles: resources.flatMap(({ profile }) => profile ?? []),
    triggers: new Map(
      resources.flatMap(({ triggers }) => Object.entries(triggers)).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    versions: createVersions(
      resources.flatMap(({ permission, versions }) => versions.map((one) => readable(permission, one))),
    ),
    isLive: (permission) => live.has(permission),
    loaderOf(id, property) {
      const prefix = id.split('_')[0] ?? '';
      return loaders.get(`${property} ${prefix}`) ?? loaders.get(`${property} *`) ?? loaders.get(prefix);
    },
    includable: (of, name) => includes.get(`${of.object}.${name}`),
    ownerOf: (of, name) => owners.get(`${of.object}.${name}`),
  };
}

/** Returns a loader that checks the permission to read: to expand an object is to read it. */
const permitted =
  <Load extends Inclusion>(
    permission: string,
    load: Load,
  ): ((...args: Parameters<Load>) => ReturnType<Load>) =>
  (call, id) => {
    requirePermission(call.key, permission, 'read');
    if (call.key.kind === 'publishable' && permission !== 'payment_methods') throw forServersOnly();
    return load(call, id) as ReturnType<Load>;
  };

/** Leaves a property out for callers that may not read what it holds: they did not ask for it. */
const readable = (permission: string, change: VersionChange): VersionChange =>
  'load' in change
    ? {
        ...change,
        load: async (reader, id, object) =>
          mayRead(reader.key, permission) ? change.load(reader, id, object) : undefined,
      }
    : change;

const forServersOnly = () =>
  invalidRequest('A publishable key can expand nothing but payment_method.', { param: 'expand' });
