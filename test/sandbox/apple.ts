/** Apple's server of merchant sessions, with certificates that the test makes: the merchant's, and its own. */
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import type { ApplePayOptions } from '../../sandbox/src/index.js';
import { temporaryDirectory } from './harness.js';

const GATEWAY = 'apple-pay-gateway.apple.com';

/** The address that Safari names. */
export const VALIDATION_URL = `https://${GATEWAY}/paymentservices/startSession`;

export const SESSION = { merchantSessionIdentifier: 'SSH1', nonce: '1a2b', signature: 'MIAG' };

export interface Apple {
  options: ApplePayOptions;
  /** What has been asked for, and the name in the certificate that was shown. */
  requests: { path: string | undefined; body: unknown; merchant: string }[];
  /** What it answers. */
  answer: { status: number; headers?: Record<string, string>; body: string };
  close(): Promise<void>;
}

/** Starts the server, and leads this process to it in the place of Apple's. Nothing else about the connection is changed. */
export async function startApple(): Promise<Apple> {
  const [own, merchant] = await Promise.all([
    certificate(GATEWAY, [{ type: 2, value: GATEWAY }]),
    certificate('Merchant ID: Tea House', [{ type: 2, value: 'merchant.example' }]),
  ]);
  const directory = temporaryDirectory();
  const file = (name: string, content: string) => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  const apple: Apple = {
    options: {
      merchantId: 'merchant.example.shop',
      certificate: file('merchant.pem', merchant.cert),
      key: file('merchant.key', merchant.key),
      domainAssociation: file('association', '7B22'),
    },
    requests: [],
    answer: { status: 200, body: JSON.stringify(SESSION) },
    close,
  };
  const identity = { key: own.key, cert: own.cert, ca: merchant.cert };
  const server = createServer({ ...identity, requestCert: true }, async (request, response) => {
    const { subject } = new X509Certificate((request.socket as TLSSocket).getPeerCertificate().raw);
    apple.requests.push({ path: request.url, body: await json(request), merchant: subject });
    const { status, headers, body } = apple.answer;
    response.writeHead(status, { ...headers, connection: 'close' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = globalAgent as unknown as { createConnection(options: ConnectionOptions): TLSSocket };
  const usual = agent.createConnection;
  agent.createConnection = (options, ...more: []) =>
    options.host === GATEWAY
      ? connect({ ...options, host: '127.0.0.1', port, ca: own.cert })
      : usual.call(agent, options, ...more);

  async function close() {
    agent.createConnection = usual;
    await new Promise((resolve) => server.close(resolve));
  }
  return apple;
}

async function certificate(name: string, altNames: { type: 2; value: string }[]) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { key, cert };
}
