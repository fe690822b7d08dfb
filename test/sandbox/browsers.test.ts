import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { CARD, createToken, FORM, keyOf, type Reply, send, start } from './harness.js';

let sandbox: Sandbox;
const lines: string[] = [];

beforeAll(async () => {
  sandbox = await start({ log: (line) => lines.push(line) });
});
afterAll(() => sandbox.close());

const corsHeaders = ({ headers }: Reply) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

describe('calls from a page', () => {
  test('a frame of the host may make a token', async () => {
    const own: Record<string, string>[] = [
      { Origin: sandbox.url, 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' },
      { Origin: sandbox.url },
      { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
    ];
    for (const headers of own) {
      const answer = await createToken(sandbox, {}, { headers });
      expect(answer.status).toBe(200);
      expect(corsHeaders(answer)).toEqual([]);
    }
  });

  const foreign: Record<string, string>[] = [
    { Origin: 'https://shop.example' },
    { Origin: 'null' },
    { Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'http://localhost:4242', 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
    { Origin: 'https://shop.example', 'Sec-Fetch-Site': 'same-origin' },
    { Origin: 'garbage' },
  ];

  test.each(foreign)('a page of another origin is refused: %j [S1]', async (headers) => {
    const answer = await createToken(sandbox, {}, { headers });
    expect(answer.status).toBe(403);
    expect(answer.json.error.type).toBe('invalid_request_error');
    expect(corsHeaders(answer)).toEqual([]);
  });

  test('an origin that only looks like the host is another origin [S1, M6]', async () => {
    const { port } = new URL(sandbox.url);
    for (const Origin of [
      `http://127.0.0.1:${port}.evil.example`,
      `http://127.0.0.1.evil.example:${port}`,
      `http://evil.example/127.0.0.1:${port}`,
      `http://127.0.0.1:${Number(port) + 1}`,
      'http://127.0.0.1',
    ]) {
      expect((await createToken(sandbox, {}, { headers: { Origin } })).status).toBe(403);
    }
  });

  test('a preflight is refused without a CORS header [S1]', async () => {
    const answer = await send(`${sandbox.url}/v1/tokens`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://shop.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization',
      },
    });
    expect(answer.status).toBe(403);
    expect(corsHeaders(answer)).toEqual([]);
  });

  test('a form that another page submits is refused before its content is looked at [S2]', async () => {
    const answer = await send(`${sandbox.url}/v1/tokens`, {
      method: 'POST',
      headers: {
        'Content-Type': 'text/plain',
        Origin: 'https://evil.example',
        'Sec-Fetch-Site': 'cross-site',
      },
      body: 'anything',
    });
    expect(answer.status).toBe(403);
  });

  test("Node's own fetch is no browser, although it sends Sec-Fetch-Mode", async () => {
    const answer = await fetch(`${sandbox.url}/v1/tokens`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${sandbox.secretKey}` },
      body: new URLSearchParams(CARD),
    });
    expect(answer.status).toBe(200);
  });
});

describe('a secret in a browser', () => {
  const browsers: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors', Origin: 'https://shop.example' },
    { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' },
    { Origin: 'https://shop.example' },
  ];

  test.each(browsers)(
    'is refused with the advice to roll it, and is neither echoed nor logged: %j [S3]',
    async (headers) => {
      const before = lines.length;
      for (const key of [sandbox.secretKey, keyOf('rk_live'), keyOf('sk_live')]) {
        const answer = await createToken(sandbox, {}, { key, headers });
        expect(answer.status).toBe(403);
        expect(answer.json.error.message).toContain('roll it now');
        expect(answer.text).not.toContain(key.slice(-6));
        expect(lines.slice(before).join('\n')).not.toContain(key.slice(-4));
      }
    },
  );

  test('is refused in the body as well [S3]', async () => {
    const headers = { ...FORM, Origin: sandbox.url, 'Sec-Fetch-Site': 'same-origin' };
    const body = new URLSearchParams({ ...CARD, key: sandbox.secretKey }).toString();
    const answer = await send(`${sandbox.url}/v1/tokens`, { method: 'POST', headers, body });
    expect(answer.status).toBe(403);
    expect(answer.json.error.message).toContain('roll it now');
    expect(answer.text).not.toContain(sandbox.secretKey.slice(-6));
  });
});
