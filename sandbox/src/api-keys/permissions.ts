import type { Access } from '../kernel/http/caller.js';
import { registry } from '../resources/registry.js';

/** Resources that a restricted key can have permission for, in alphabetical order. */
export const RESOURCES = registry.permissions;

/** A kind of object, by the name of its endpoints. */
export type Resource = (typeof RESOURCES)[number];

/** Permissions of a restricted key: `{ customers: 'read', disputes: 'write' }`. */
export type Permissions = Partial<Record<Resource, Access>>;

/**
 * Reads permissions as a command line writes them: `customers=read,disputes=write`.
 *
 * @throws Error that names the part that cannot be read.
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
