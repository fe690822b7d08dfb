import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noPage, pageAt } from '../../sandbox/src/main/documentation.js';
import { start } from './harness.js';

const folder = mkdtempSync(join(tmpdir(), 'payframe-site-'));
const site = join(folder, 'docs');

beforeAll(() => {
  mkdirSync(join(site, 'assets'), { recursive: true });
  mkdirSync(join(site, 'api'));
  writeFileSync(
    join(site, 'index.html'),
    '<script src="/docs/assets/app.js"></script><script id="a">go()</script>',
  );
  writeFileSync(join(site, 'payments.html'), '<h1>Payments</h1>');
  writeFileSync(join(site, 'api/index.html'), '<h1>Reference</h1>');
  writeFileSync(join(site, 'assets/app.js'), 'go();');
  writeFileSync(join(folder, 'secret.html'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textAt = (path: string) => pageAt(path, site) && Buffer.from(pageAt(path, site)?.body ?? []).toString();

test('a page has an address without an ending, and a folder’s is its index', () => {
  expect(textAt('payments')).toBe('<h1>Payments</h1>');
  expect(textAt('payments.html')).toBe('<h1>Payments</h1>');
  expect(textAt('api/')).toBe('<h1>Reference</h1>');
  expect(textAt('')).toContain('go()');
});

test('a page runs only the host’s scripts and those that were built into it, and browsers keep its assets', () => {
  const { headers = {} } = pageAt('', site) ?? {};
  const hash = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='";
  expect(headers['content-security-policy']).toContain(`default-src 'none'; script-src 'self' ${hash};`);
  expect(headers['cache-control']).toBe('no-cache');
  expect(pageAt('assets/app.js', site)?.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

test.each([
  '../secret.html',
  '../secret',
  '..%2fsecret',
  'assets',
  'assets/',
  '/etc/passwd',
  'api/../../secret',
])('nothing else can be reached: %s [S11]', (path) => {
  expect(pageAt(path, site)).toBeUndefined();
});

test('where there is no such page, or no site, the reader is told what to do', async () => {
  expect(noPage(site)).toContain('begins at /docs/');
  expect(noPage(join(folder, 'nowhere'))).toContain('npm run docs');
  const sandbox = await start();
  const answer = await fetch(`${sandbox.url}/docs/nowhere`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toMatch(/^The documentation /);
  const moved = await fetch(`${sandbox.url}/docs`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/docs/']);
  await sandbox.close();
});

test('the page that errors lead to is the host’s own, whether or not there is a site', async () => {
  const sandbox = await start();
  const answer = await fetch(`${sandbox.url}/docs/errors.html`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await answer.text()).toContain('id="card_declined"');
  await sandbox.close();
});
