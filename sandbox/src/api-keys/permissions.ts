import type { Access } from '../kernel/http/caller.js';
import { type ResourceName, registry } from '../resources/registry.js';

/** What a restricted key may do: `{ customers: 'read', disputes: 'write' }`. */
export type Permissions = Partial<Record<ResourceName, Access>>;

/**
 * Reads permissions as a command line has them: `customers=read,disputes=write`.
 *
 * @throws Error that names what is not understood.
 */
export function parsePermissions(text: string): Permissions {
  return Object.fromEntries(text.split(',').map(parsePermission));
}

function parsePermission(part: string): [ResourceName, Access] {
  const [resource = '', access] = part.trim().split('=');
  if (!registry.permissions.includes(resource as ResourceName)) {
    throw new Error(`There is no resource '${resource}'. There are: ${registry.permissions.join(', ')}.`);
  }
  if (access !== 'read' && access !== 'write') {
    throw new Error(`'${part.trim()}' has to end in =read or =write.`);
  }
  return [resource as ResourceName, access];
}
