/** What is wrong with an address as that of an endpoint, in words, or nothing. */
export function wrongUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return 'it has to be a whole address, such as https://example.com/webhook';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return 'it has to begin with https:// or http://';
  if (username || password) return 'it must not have a name or a password in it';
  return undefined;
}
