/** Pattern of the client secret of a Checkout Session: its id, `_secret_`, and a random part. */
const CLIENT_SECRET = /^(cs_\w+?)_secret_\w+$/;

/** Returns the id of the Checkout Session that a client secret is of; `undefined` for any other text. */
export const sessionIdIn = (clientSecret: string): string | undefined =>
  CLIENT_SECRET.exec(clientSecret)?.[1];
