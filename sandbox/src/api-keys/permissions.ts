import type { Access } from '../kernel/http/caller.js';
import { registry } from '../resources/registry.js';

/** What a restricted key can have permission for, in alphabetical order. */
export const RESOURCES = registry.permissions;

/** A kind of object, by the name of its endpoints. */
export type Resource = (typeof RESOURCES)[number];

/** What a restricted key may do: `{ customers: 'read', disputes: 'write' }`. */
export type Permissions = Partial<Record<Resource, Access>>;

/**
 * Reads permissions as a command line has them: `customers=read,disputes=write`.
 *
 * @throws Error that names what is not understood.
 */
export function parsePermissions(text: string): Permissions {
  return Object.fromEntries(text.split(',').map(parsePermission));
}

function parsePermission(part: string): [Resource, Access] {
  const [resource = '', access] = part.trim().split('=');
  if (!RESOURCES.includes(resource as Resource)) {
    throw new Error(`There is no resource '${resource}'. There are: ${RESOURCES.join(', ')}.`);
  }
  if (access !== 'read' && access !== 'write') {
    throw new Error(`'${part.trim()}' has to end in =read or =write.`);
  }
  return [resource as Resource, access];
}
