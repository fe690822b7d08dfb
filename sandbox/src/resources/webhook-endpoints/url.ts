/** Returns in words why an address cannot be an endpoint's; `undefined` where it can. */
export function wrongUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return 'it has to be a whole address, such as https://example.com/webhook';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return 'it has to begin with https:// or http://';
  if (username || password) return 'it must not have a name or a password in it';
  return undefined;
}
