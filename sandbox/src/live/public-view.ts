/** The same without what tells one card or account from another across payments: not for a browser to know. */
export function withoutFingerprints(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFingerprints);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'fingerprint' && name !== 'client_ip')
      .map(([name, item]) => [name, withoutFingerprints(item)]),
  );
}
