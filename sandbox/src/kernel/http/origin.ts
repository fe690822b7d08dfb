/** Returns the origin of the request's URL. A proxy in front that speaks HTTPS says so in a header. */
export function originOf({ url, headers }: Request): string {
  const { origin, host } = new URL(url);
  return headers.get('x-forwarded-proto') === 'https' ? `https://${host}` : origin;
}
