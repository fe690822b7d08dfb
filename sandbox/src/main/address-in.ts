/** Returns the address at which a client on this machine reaches a server that is bound to `host`. */
export function addressIn(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
