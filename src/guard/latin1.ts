/** Bytes as a text with one of them in each character: V8 searches those fastest, and no byte is lost. */
export const latin1 = (content: string | Uint8Array): string =>
  (typeof content === 'string'
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  ).toString('latin1');
