import { ApiError } from '../errors.js';
import { type Access, type ApiKey, named } from './caller.js';

/** @throws ApiError 403 that names the permission which a restricted key lacks. */
export function requirePermission(key: ApiKey, resource: string, needed: Access): void {
  if (key.kind !== 'restricted') return;
  const granted = key.permissions?.[resource];
  if (granted === 'write' || granted === needed) return;
  throw new ApiError(
    403,
    'invalid_request_error',
    `The provided key ${named(key)} does not have the permission that this needs: ${resource}=${needed}. ` +
      'Give it to the key in the dashboard, or use another key.',
    { code: 'permission_missing', param: resource },
  );
}
