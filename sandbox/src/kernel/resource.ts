import type { Triggers } from './fixture.js';
import type { Call, Route, RouteDefinition } from './http/route.js';
import type { Listing } from './listing.js';
import type { Profile } from './profile.js';
import type { ClockJobType } from './scope.js';
import type { Switches } from './switches.js';
import type { VersionChange } from './versions.js';

/**
 * Finds an object by its id, as the caller sees it; `undefined` where the caller has no such object, and `null` where a property
 * has no value at the moment.
 */
export type Loader = (call: Call, id: string) => Promise<object | null | undefined>;

/** Loads a property that is left out until `expand` asks for it, which may be a text. */
export type Inclusion = (call: Call, id: string) => Promise<object | string | null | undefined>;

/** Tells whose the object is that a property of `of` names; `undefined` where it is the caller's own. */
export type Owner = (
  call: Call,
  of: Readonly<Record<string, unknown>>,
) => Promise<string | undefined> | string | undefined;

/** One kind of object of the API, with everything that the rest of the platform needs to know about it. */
export interface Resource<Permission extends string = string> {
  /** The name of its endpoints: `payment_intents`. */
  name: string;
  /** Permission that a restricted key needs. */
  permission: Permission;
  routes: readonly Route[];
  /**
   * Loaders of the objects that other objects name, by the prefix of their id; where a property shows them in
   * another form, by its name and the prefix: `default_source card`. Where an id may be any text, `product *` loads every id
   * of that property.
   */
  objects: Readonly<Record<string, Loader>>;
  /**
   * Properties of objects that are left out until `expand` asks for them: `charge.refunds`. Those of a hash in an object are
   * named with its name.
   */
  includes: Readonly<Record<string, Inclusion>>;
  /** Properties that name an object of another account: `transfer.destination_payment`. */
  owners: Readonly<Record<string, Owner>>;
  /** Whether live mode has it too. The upstream answers for it there. */
  live: boolean;
  /** Work on its objects after the request that asked for it. */
  jobs: readonly ClockJobType[];
  /** Its page in the dashboard, if it has one. */
  listing: Listing<never> | undefined;
  /** Its page of switches in the dashboard, if it has one. */
  switches: Switches | undefined;
  /** Its page in the dashboard with a text that the account is known by, if it has one. */
  profile: Profile | undefined;
  /** The requests that make its events happen, for the command `payframe-sandbox trigger`. */
  triggers: Triggers;
  /** How its objects and requests were before a version of the API. */
  versions: readonly VersionChange[];
}

interface Definition<Name extends string, Permission extends string>
  extends Partial<
    Pick<
      Resource,
      | 'objects'
      | 'includes'
      | 'owners'
      | 'live'
      | 'jobs'
      | 'listing'
      | 'profile'
      | 'switches'
      | 'triggers'
      | 'versions'
    >
  > {
  name: Name;
  /** Permission of the resource that it belongs to; by default its own name. */
  permission?: Permission;
  routes: readonly RouteDefinition[];
}

/** Defines a resource. It has none of the parts that are left out. */
export function defineResource<const Name extends string, const Permission extends string = Name>({
  name,
  permission = name as string as Permission,
  routes,
  objects = {},
  includes = {},
  owners = {},
  live = false,
  jobs = [],
  listing,
  profile,
  switches,
  triggers = {},
  versions = [],
}: Definition<Name, Permission>): Resource<Permission> {
  return {
    name,
    permission,
    routes: routes.map((route) => ({ resource: permission, ...route })),
    objects,
    includes,
    owners,
    live,
    jobs,
    listing,
    profile,
    switches,
    triggers,
    versions,
  };
}
