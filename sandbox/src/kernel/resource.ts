import type { Call, Route, RouteDefinition } from './http/route.js';
import type { Listing } from './listing.js';
import type { JobType } from './scope.js';

/** Finds an object by its id, as the caller sees it; nothing where the caller has no such object. */
export type Loader = (call: Call, id: string) => Promise<object | undefined>;

/** One kind of object that the API has: all that the rest of the platform has to know of it. */
export interface Resource<Permission extends string = string> {
  /** The name of its endpoints: `payment_intents`. */
  name: string;
  /** What a restricted key needs permission for. */
  permission: Permission;
  routes: readonly Route[];
  /** Where an object is found that another one names, by the prefix of its id. */
  objects: Readonly<Record<string, Loader>>;
  /** Properties of objects that are left out until `expand` asks for them: `charge.refunds`. */
  includes: Readonly<Record<string, Loader>>;
  /** Whether live mode has it too: it is the upstream's then. */
  live: boolean;
  /** What is done for its objects after the request that asked for it. */
  jobs: readonly JobType[];
  /** Its page in the dashboard, where it has one. */
  listing: Listing<never> | undefined;
}

interface Definition<Name extends string, Permission extends string>
  extends Partial<Pick<Resource, 'objects' | 'includes' | 'live' | 'jobs' | 'listing'>> {
  name: Name;
  /** That of the resource which it belongs to; by default its own name. */
  permission?: Permission;
  routes: readonly RouteDefinition[];
}

/** Defines a resource. What is left out it does not have. */
export function defineResource<const Name extends string, const Permission extends string = Name>({
  name,
  permission = name as string as Permission,
  routes,
  objects = {},
  includes = {},
  live = false,
  jobs = [],
  listing,
}: Definition<Name, Permission>): Resource<Permission> {
  return {
    name,
    permission,
    routes: routes.map((route) => ({ resource: permission, ...route })),
    objects,
    includes,
    live,
    jobs,
    listing,
  };
}
