import { ApiError, forbidden, unauthenticated } from '../errors.js';
import { sameHost } from './browser.js';
import { type Access, type ApiKey, hasExpired, named } from './caller.js';
import { familyOf, rangesOf } from './client-address.js';
import { accessOf, type Route } from './route.js';

/** The place and time of a key's use. */
export interface Circumstances {
  headers: Headers;
  clientIp: string | null;
  now: Date;
}

/**
 * Lets a key do what it may, and nothing else.
 *
 * @throws ApiError 401 for a key that has expired or is of the wrong kind, 403 for one that may not do this,
 * or not from this place.
 */
export function authorize(route: Route, key: ApiKey, { headers, clientIp, now }: Circumstances): void {
  if (hasExpired(key, now)) throw expiredKey(key);
  if (key.origins) refuseForeignOrigin(key.origins, headers);
  if (key.ipRanges) refuseForeignAddress(key, key.ipRanges, clientIp);
  if (!route.keys.includes(key.kind === 'publishable' ? 'publishable' : 'secret')) throw wrongKind(key);
  requirePermission(key, route.resource, accessOf(route));
}

export const expiredKey = (key: ApiKey): ApiError =>
  unauthenticated(`Expired API Key provided: ${named(key)}.`, 'api_key_expired');

/** @throws ApiError 401 for a key of a page, at a part of an endpoint that is for servers. */
export function requireSecretKey(key: ApiKey): void {
  if (key.kind === 'publishable') throw wrongKind(key);
}

const wrongKind = ({ kind }: ApiKey) =>
  kind === 'publishable'
    ? unauthenticated(
        'This API call cannot be made with a publishable API key. Please use a secret API key.',
        'secret_key_required',
      )
    : unauthenticated(
        `This API call cannot be made with a ${kind} API key. It is for the frames of a page, with a publishable API key.`,
        'publishable_key_required',
      );

function refuseForeignOrigin(origins: string[], headers: Headers): void {
  // The page that the frame is on, and all pages that embed it, as far as the browser tells them.
  const pages = headers.get('payframe-page-origin')?.split(/[ ,]+/) ?? ['an unknown origin'];
  // The host’s own pages, such as that of an invoice, take payments by any key of their account.
  const foreign = pages.find((page) => !origins.includes(page) && !sameHost(page, headers.get('host')));
  if (foreign === undefined) return;
  throw forbidden(
    `This publishable key does not work on pages of ${foreign}, or embedded in them. Add the origin to the key in the ` +
      'dashboard, or use the key that belongs to this page.',
    'origin_not_allowed',
  );
}

function refuseForeignAddress(key: ApiKey, ranges: string[], address: string | null): void {
  if (address !== null && rangesOf(ranges).check(address, familyOf(address))) return;
  throw forbidden(
    `The API key ${named(key)} cannot be used from the address ${address ?? 'that this request came from'}.`,
    'ip_not_allowed',
  );
}

/** @throws ApiError 403 that names the permission that a restricted key lacks. */
export function requirePermission(key: ApiKey, resource: string, needed: Access): void {
  if (isGranted(key, resource, needed)) return;
  throw new ApiError(
    403,
    'invalid_request_error',
    `The provided key ${named(key)} does not have the permission that this needs: ${resource}=${needed}. ` +
      'Give it to the key in the dashboard, or use another key.',
    { code: 'permission_missing', param: resource },
  );
}

/** The part of a key that decides which objects it may read. */
type Powers = Pick<ApiKey, 'kind' | 'permissions'>;

/** Tells whether a server with this key may read the objects of a resource. A page may read none of a whole list. */
export const mayRead = (key: Powers, resource: string): boolean =>
  key.kind !== 'publishable' && isGranted(key, resource, 'read');

function isGranted({ kind, permissions }: Powers, resource: string, needed: Access): boolean {
  if (kind !== 'restricted') return true;
  const granted = permissions?.[resource];
  return granted === 'write' || granted === needed;
}
