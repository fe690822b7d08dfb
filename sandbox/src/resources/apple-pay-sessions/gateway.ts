import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createSecureContext } from 'node:tls';
import { ApiError, invalidRequest } from '../../kernel/errors.js';
import type { Providers } from '../../kernel/http/route.js';

/** The merchant as Apple knows it. */
interface Merchant {
  merchantId: string;
  /** File of the merchant identity certificate, in PEM. */
  certificate: string;
  /** File of its private key, in PEM. */
  key: string;
}

/** Longest time for Apple's answer, in ms. The wallet itself gives up after 30 seconds. */
const TIMEOUT_MS = 15_000;
/** Largest session that is read, in characters. Apple's have about 4,000. */
const MAX_SESSION = 65_536;
/** Longest name that Apple shows, in characters. */
const LONGEST_NAME = 64;

/** The servers that Apple publishes for merchant sessions: for all the world and for China, each with one for tests and its regional ones. */
const GATEWAYS = /^(?:cn-)?apple-pay-gateway(?:-cert|-(?:nc|pr|sh|tj)-pod\d{1,2}(?:-dr)?)?\.apple\.com$/;

/**
 * Creates the function that opens sessions at Apple with the merchant's certificate.
 *
 * @throws Error for files that can't be read, and for a certificate and a key that do not belong together.
 */
export function createApplePayGateway({
  merchantId,
  certificate,
  key,
}: Merchant): NonNullable<Providers['startApplePay']> {
  const identity = readIdentity(certificate, key);
  return async (validationUrl, { domain, name }) => {
    const hostname = gatewayIn(validationUrl);
    const session = await post(hostname, identity, {
      merchantIdentifier: merchantId,
      displayName: name.slice(0, LONGEST_NAME),
      initiative: 'web',
      initiativeContext: domain,
    }).catch((error: Error) => {
      throw noSession(error.message);
    });
    return session;
  };
}

interface Identity {
  cert: Buffer;
  key: Buffer;
}

function readIdentity(certificate: string, keyFile: string): Identity {
  try {
    const identity = { cert: readFileSync(certificate), key: readFileSync(keyFile) };
    createSecureContext(identity);
    return identity;
  } catch (error) {
    throw new Error(
      `Apple Pay needs a merchant identity certificate and its private key, both in PEM: ${(error as Error).message}`,
    );
  }
}

/**
 * Returns the server that an address names. The address comes from a page, which could name any server.
 *
 * @throws ApiError 400 for a server that is not Apple's.
 */
function gatewayIn(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const hasNoMore = url?.port === '' && url.username === '' && url.password === '';
  if (url?.protocol === 'https:' && hasNoMore && GATEWAYS.test(url.hostname)) return url.hostname;
  throw invalidRequest(
    'Invalid validation_url: it has to be the https: address of a server of Apple Pay (apple-pay-gateway.apple.com), as the browser gave it.',
    { param: 'validation_url' },
  );
}

/** Sends JSON, and returns the object that is answered. It follows no redirect. */
function post(hostname: string, identity: Identity, body: object): Promise<object> {
  const content = JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(content) };
  // Only the server's name is taken from the page.
  const where = { hostname, path: '/paymentservices/paymentSession', method: 'POST', headers };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const sent = request({ ...where, ...identity, signal }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('error', reject);
      answer.on('data', (part: string) => {
        text += part;
        if (text.length > MAX_SESSION) sent.destroy(new Error('its answer is too long'));
      });
      answer.on('end', () => {
        const session = answer.statusCode === 200 ? objectIn(text) : undefined;
        if (session) resolve(session);
        else reject(new Error(`it answered ${answer.statusCode}, without a session`));
      });
    });
    sent.on('error', reject);
    sent.end(content);
  });
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const noSession = (reason: string) =>
  new ApiError(
    502,
    'api_error',
    `Apple opened no session of Apple Pay: ${reason}. Check the certificate, its key, the merchant’s id, and that the host’s domain is verified at Apple.`,
    { code: 'upstream_unreachable' },
  );
