/** What the frame's requests to the API say of the page that it serves. */
export interface ApiAccess {
  key: string;
  account?: string;
  apiVersion?: string;
  /** Origin of the page that the frame serves: a key can be bound to it. */
  pageOrigin?: string;
}

/**
 * Returns the page's origin, and the origins of all pages in which it is embedded, from the inside out, as
 * far as the browser reports them: a list of origins, as in the header `Origin` (RFC 6454).
 */
const originsAround = (pageOrigin: string) =>
  [...new Set([pageOrigin, ...Array.from(globalThis.location?.ancestorOrigins ?? []).slice(1)])].join(' ');

/** Returns the headers of a request to the API. */
export const headersOf = ({ key, account, apiVersion, pageOrigin }: ApiAccess): Record<string, string> => ({
  Authorization: `Bearer ${key}`,
  ...(pageOrigin && { 'Payframe-Page-Origin': originsAround(pageOrigin) }),
  ...(account && { 'Payframe-Account': account }),
  ...(apiVersion && { 'Payframe-Version': apiVersion }),
});
