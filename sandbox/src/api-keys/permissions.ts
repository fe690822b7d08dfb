/** The kinds of object that a restricted key can have permission for, in the order in which they are shown. */
export const RESOURCES = [
  'accounts',
  'balance',
  'charges',
  'confirmation_tokens',
  'customers',
  'disputes',
  'events',
  'payment_intents',
  'payment_methods',
  'refunds',
  'setup_intents',
  'tokens',
  'webhook_endpoints',
] as const;

/** A kind of object, by the name of its endpoints. */
export type Resource = (typeof RESOURCES)[number];

/** `write` includes `read`. What a key has no permission for is not there. */
export type Access = 'read' | 'write';

/** What a restricted key may do: `{ customers: 'read', disputes: 'write' }`. */
export type Permissions = Partial<Record<Resource, Access>>;

/** Whether a key with these permissions may do that. */
export const permits = (permissions: Permissions, resource: Resource, needed: Access): boolean =>
  permissions[resource] === 'write' || permissions[resource] === needed;

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
