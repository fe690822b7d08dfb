import { connect } from 'node:net';
import { DrizzleQueryError } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeyStore } from '../../sandbox/src/api-keys/api-key.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { textOf } from '../../sandbox/src/kernel/http/log.js';
import { createApp, type ServerPlatform } from '../../sandbox/src/main/app.js';
import { CARD, createToken, FORM, keyOf, start } from './harness.js';

/** An app whose database fails with this error, asked for a token. */
async function askOf(fault: unknown): Promise<{ answer: Response; log: string }> {
  const lines: string[] = [];
  const platform = {
    clientAddress: () => null,
    keyring: {
      find: () => {
        throw fault;
      },
    },
  } as unknown as ServerPlatform;
  const dashboard = { accountId: '', keys: {} as KeyStore, password: undefined };
  const app = createApp(platform, new Map(), dashboard, (entry) => lines.push(textOf(entry)));
  const answer = await app.request(
    '/v1/tokens',
    {
      method: 'POST',
      headers: { ...FORM, Authorization: `Bearer ${keyOf('sk_test')}` },
      body: new URLSearchParams(CARD).toString(),
    },
    { incoming: { socket: {} } },
  );
  return { answer, log: lines.join('\n') };
}

test('a fault of ours tells the client its request id and nothing of the cause [S13]', async () => {
  const { answer, log } = await askOf(new Error('the disk at /var/lib is full'));
  expect(answer.status).toBe(500);
  const text = await answer.text();
  const requestId = answer.headers.get('request-id') ?? 'none';
  expect(JSON.parse(text).error).toEqual({
    type: 'api_error',
    message: expect.stringContaining(requestId),
    doc_url: expect.stringMatching(/\/docs\/errors\.html#api_error$/),
  });
  expect(text).not.toContain('disk');
  expect(log).toContain(`${requestId} Error: the disk at /var/lib is full`);
  expect(log).toContain('    at ');
});

test('what a query was given is not logged, nor a card number or key in an error', async () => {
  const query = new DrizzleQueryError('insert …', ['Jenny Rosen'], new Error('connection lost'));
  expect((await askOf(query)).log).toContain('connection lost');
  expect((await askOf(query)).log).not.toContain('Jenny');
  const leaky = new Error(`4242 4242 4242 4242 and ${keyOf('sk_live')}`);
  const { log } = await askOf(leaky);
  expect(log).not.toContain('4242 4242');
  expect(log).not.toContain(keyOf('sk_live').slice(-8));
});

let sandbox: Sandbox;
const lines: string[] = [];
beforeAll(async () => {
  sandbox = await start({ log: (line) => lines.push(line) });
});
afterAll(() => sandbox.close());

test('a client that goes away in the middle of its body leaves nothing behind [F15]', async () => {
  const { hostname, port } = new URL(sandbox.url);
  const head = `POST /v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sandbox.secretKey}\r\nContent-Length: 100\r\n`;
  for (let count = 0; count < 5; count++) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `${head}Content-Type: application/x-www-form-urlencoded\r\n\r\ncard[number]=4242424242424242`,
          () =>
            setTimeout(() => {
              socket.destroy();
              resolve();
            }, 20),
        );
      });
    });
  }
  expect((await createToken(sandbox)).status).toBe(200);
  expect(lines.filter((line) => line.includes('POST /v1/tokens 400'))).toHaveLength(5);
  expect(lines.filter((line) => line.includes('Error'))).toEqual([]);
  expect(lines.join('\n')).not.toContain('4242424242');
});
