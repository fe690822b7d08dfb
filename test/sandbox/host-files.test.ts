import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';

const hostDir = mkdtempSync(join(tmpdir(), 'payframe-host-'));
const files: Record<string, string> = {
  '/frame/v1/card.html': '<!doctype html><title>card</title>',
  '/frame/v1/0a1b2c3d/card.html': '<!doctype html><title>card</title>',
  '/frame/v1/card-abc.js': 'export {};',
  '/js/v1/payframe.js': '/* sdk */',
  '/not-listed.txt': 'secret',
  '/frame/v1/icon.svg': '<svg/>',
  '/frame/v1/fonts.json': '{ "sha256": [] }',
};
const manifest = {
  '/frame/v1/card.html': {
    'Content-Security-Policy': "default-src 'none'; script-src 'self'",
    'Cache-Control': 'public, max-age=300',
    'X-Content-Type-Options': 'nosniff',
    'Origin-Agent-Cluster': '?1',
  },
  '/frame/v1/0a1b2c3d/card.html': {
    'Content-Security-Policy': "default-src 'none'; script-src 'self'",
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'Origin-Agent-Cluster': '?1',
  },
  '/frame/v1/card-abc.js': {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'public, max-age=31536000, immutable',
  },
  '/js/v1/payframe.js': { 'Access-Control-Allow-Origin': '*' },
  '/frame/v1/icon.svg': {},
  '/frame/v1/fonts.json': { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=300' },
};

let sandbox: Sandbox;

beforeAll(async () => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(hostDir, path)), { recursive: true });
    writeFileSync(join(hostDir, path), content);
  }
  writeFileSync(join(hostDir, 'headers.json'), JSON.stringify(manifest));
  sandbox = await start({ hostDir });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(hostDir, { recursive: true });
});

const at = (path: string, options = {}) => send(`${sandbox.url}${path}`, options);

test('a listed file is served with exactly its headers', async () => {
  const { status, text, headers } = await at('/frame/v1/card.html');
  expect(status).toBe(200);
  expect(text).toBe(files['/frame/v1/card.html']);
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; script-src 'self'",
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
    'origin-agent-cluster': '?1',
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(files['/frame/v1/card.html']?.length),
  });
  const own = ['content-type', 'content-length', 'etag', 'date', 'connection', 'keep-alive', 'request-id'];
  const rest = Object.keys(headers).filter((name) => !own.includes(name));
  expect(rest.sort()).toEqual(
    Object.keys(manifest['/frame/v1/card.html'])
      .map((name) => name.toLowerCase())
      .sort(),
  );
});

test('HEAD returns only the headers', async () => {
  const { status, text, headers } = await at('/js/v1/payframe.js', { method: 'HEAD' });
  expect([status, text]).toEqual([200, '']);
  expect(headers['content-length']).toBe('9');
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
});

test('a file that may change has an ETag and is not sent twice; an immutable one needs none', async () => {
  const { headers } = await at('/frame/v1/card.html');
  const etag = headers.etag ?? '';
  for (const condition of [etag, `W/${etag}`, `"x", ${etag}`]) {
    const again = await at('/frame/v1/card.html', { headers: { 'If-None-Match': condition } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(again.headers['content-security-policy']).toBeDefined();
  }
  expect((await at('/frame/v1/card.html', { headers: { 'If-None-Match': '"x"' } })).status).toBe(200);
  expect((await at('/frame/v1/card-abc.js')).headers.etag).toBeUndefined();
});

test('a document under the address of its build is kept for good, and under that of another build not at all', async () => {
  const [own, other, newest] = await Promise.all(
    ['/frame/v1/0a1b2c3d/card.html', '/frame/v1/ffffffff/card.html', '/frame/v1/card.html'].map((path) =>
      at(path),
    ),
  );
  expect(own?.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
  expect(own?.headers.etag).toBeUndefined();
  expect([other?.status, other?.text]).toEqual([200, newest?.text]);
  const ofEach = ['content-length', 'date', 'request-id', 'etag', 'cache-control'];
  const named = (headers = {}) => Object.entries(headers).filter(([name]) => !ofEach.includes(name));
  expect(named(other?.headers)).toEqual(named(newest?.headers));
  expect(other?.headers['cache-control']).toBe('no-store');
  expect(other?.headers.etag).toBeUndefined();
});

test.each([
  '/frame/v1/0a1b2c3d/gone.html',
  '/frame/v1/0a1b2c3/card.html',
  '/frame/v1/0A1B2C3D/card.html',
  '/frame/v1/0a1b2c3d/0a1b2c3d/card.html',
  '/frame/v1/0a1b2c3d/card-abc.js',
  '/frame/v2/0a1b2c3d/card.html',
  '/0a1b2c3d/card.html',
  '/frame/v1/0a1b2c3d/..%2fcard.html',
  '/frame/v1/gone-0a1b2c3d.js',
  '/not-listed.txt',
  '/headers.json',
  '/frame/v1/',
  '/frame/v1',
  '/frame/v2/card.html',
  '/frame/latest/card.html',
  '/frame/v1/card.html/',
  '/frame/v1//card.html',
  '//frame/v1/card.html',
  '/frame%2Fv1%2Fcard.html',
  '/frame/v1/card%2ehtml',
  '/frame/v1/..%2f..%2fnot-listed.txt',
  '/frame/v1/../../not-listed.txt',
  '/frame/v1/%2e%2e/%2e%2e/not-listed.txt',
  '/../../../../etc/passwd',
  '/frame/v1/card.html%00',
  '/FRAME/v1/card.html',
  '/.git/config',
])('nothing else can be reached: %s [S11]', async (path) => {
  const { status, text, headers } = await at(path);
  expect(status).toBe(404);
  expect(text).toBe('Not found\n');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('a file takes no %s [S11]', async (method) => {
  expect((await at('/js/v1/payframe.js', { method })).status).toBe(404);
});

test('the front page says what this is, and no secret', async () => {
  const { status, text, headers } = await at('/');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/plain');
  expect(text).toContain('Payframe');
  expect(text).not.toContain('_test_');
});

test('fonts that may draw what is typed are listed by the hashes of their files, with the headers of the build’s own list', async () => {
  const fonts = ['one.woff2', 'two.woff2'].map((name) => join(hostDir, name));
  for (const [index, font] of fonts.entries()) writeFileSync(font, `font ${index}`);
  const approving = await start({ hostDir, fonts });
  const { json, headers } = await send(`${approving.url}/frame/v1/fonts.json`);
  expect(json).toEqual({
    sha256: [0, 1].map((index) => createHash('sha256').update(`font ${index}`).digest('hex')),
  });
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=300',
    'content-type': 'application/json',
  });
  expect(headers.etag).not.toBe((await at('/frame/v1/fonts.json')).headers.etag);
  await approving.close();
  expect((await at('/frame/v1/fonts.json')).json).toEqual({ sha256: [] });
});

test('a host that was not built is told so, and the API works', async () => {
  const lines: string[] = [];
  const bare = await start({ hostDir: join(hostDir, 'nowhere'), log: (line) => lines.push(line) });
  expect(lines[0]).toContain('run the build first');
  expect((await send(`${bare.url}/js/v1/payframe.js`)).status).toBe(404);
  expect((await send(`${bare.url}/v1/tokens/x`)).status).toBe(401);
  await bare.close();
});

test('a host that names its shops lets browsers show its frames nowhere else, and keep no document for good', async () => {
  const host = await start({ hostDir, shops: ['https://shop.example', 'https://www.shop.example'] });
  try {
    for (const folder of ['', '0a1b2c3d/', 'ffffffff/']) {
      const { headers } = await send(`${host.url}/frame/v1/${folder}card.html`);
      expect(headers['content-security-policy'], folder).toBe(
        "default-src 'none'; script-src 'self'; frame-ancestors 'self' https://shop.example https://www.shop.example",
      );
      expect(headers['cache-control'], folder).not.toContain('immutable');
    }
    const script = await send(`${host.url}/js/v1/payframe.js`);
    expect(script.headers['content-security-policy']).toBeUndefined();
  } finally {
    await host.close();
  }
});
