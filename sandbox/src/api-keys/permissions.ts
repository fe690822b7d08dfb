import { type Access, CONNECT } from '../kernel/http/caller.js';
import { registry } from '../resources/registry.js';

const RESOURCES = registry.permissions;

/** A kind of object, by the name of its endpoints. */
export type Resource = (typeof RESOURCES)[number];

/** A permission of a restricted key: for a resource, or to act for connected accounts. */
export type Permission = Resource | typeof CONNECT;

/** The permissions that a restricted key can have, in alphabetical order. */
export const PERMISSIONS: readonly Permission[] = ([...RESOURCES, CONNECT] as Permission[]).sort();

/**
 * Permissions of a restricted key: `{ customers: 'read', disputes: 'write' }`. They are for the key's own account, and
 * with `connect` for the accounts that are connected to it: `connect: 'read'` only to read there.
 */
export type Permissions = Partial<Record<Permission, Access>>;

/**
 * Reads permissions as a command line writes them: `customers=read,disputes=write`.
 *
 * @throws Error that names the part that cannot be read.
 */
export function parsePermissions(text: string): Permissions {
  return Object.fromEntries(text.split(',').map(parsePermission));
}

function parsePermission(part: string): [Permission, Access] {
  const [name = '', access] = part.trim().split('=');
  if (!PERMISSIONS.includes(name as Permission)) {
    throw new Error(`There is no permission '${name}'. There are: ${PERMISSIONS.join(', ')}.`);
  }
  if (access !== 'read' && access !== 'write') {
    throw new Error(`'${part.trim()}' has to end in =read or =write.`);
  }
  return [name as Permission, access];
}
