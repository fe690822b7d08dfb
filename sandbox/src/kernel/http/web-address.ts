import { invalidRequest } from '../errors.js';

/** Returns an address that a browser can be led to; `undefined` for any other. */
export function webAddressIn(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // A name and a password in an address are a way to make it look like another site’s. A browser leaves out line breaks.
  const isPlain = url && !url.username && !url.password && !/\p{Cc}/u.test(value);
  return isPlain && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** @throws ApiError 400 `url_invalid` for an address that a browser cannot be led to. */
export function webAddress(value: string, param: string): string {
  const address = webAddressIn(value);
  if (address) return address;
  throw invalidRequest(`Not a valid URL: ${param} has to begin with https:// or http://.`, {
    code: 'url_invalid',
    param,
  });
}
