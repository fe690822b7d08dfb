/** Every event of the platform can be triggered: the definitions of the resources say how. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { trigger } from '../../sandbox/src/main/commands/trigger.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { start } from './harness.js';
import { officialClient } from './official.js';

const SOURCE = 'sandbox/src';
const TYPES = [...registry.triggers.keys()];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

/** The types of the events that the source emits, as far as it names them. */
const emitted = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .flatMap((path) => [
    ...readFileSync(join(SOURCE, path), 'utf8').matchAll(/outbox(?:\.\w+\(\w+\))?\.emit\(([^,]+),/g),
  ])
  .flatMap(([, type = '']) => (type.includes('${object}') ? bothIntents(type) : quoted(type)));

function bothIntents(type: string): string[] {
  return ['payment_intent', 'setup_intent'].map((object) => type.slice(1, -1).replace('${object}', object));
}

function quoted(type: string): string[] {
  return [...type.matchAll(/'([\w.]+)'/g)].map(([, name = '']) => name);
}

test('every event that the platform emits can be triggered, and no other', () => {
  expect([...new Set(emitted)].sort()).toEqual(TYPES);
});

test('only one resource says how an event is triggered', () => {
  const all = registry.resources.flatMap(({ triggers }) => Object.keys(triggers));
  expect(all.sort()).toEqual(TYPES);
});

test('each of them happens', async () => {
  const lines: string[] = [];
  const { url, secretKey } = sandbox;
  const surroundings = {
    env: {},
    signal: new AbortController().signal,
    out: (line: string) => void lines.push(line),
    err: (line: string) => void lines.push(line),
  };
  await Promise.all(
    TYPES.map((type) => trigger.run([type, '--url', url, '--api-key', secretKey], surroundings)),
  );
  for (const type of TYPES) {
    const line = lines.find((one) => one.startsWith(`Trigger succeeded! ${type} [`)) ?? '';
    const [id] = line.match(/evt_\w+/) ?? [];
    const [stripeAccount] = line.match(/acct_\w+/) ?? [];
    const client = officialClient(sandbox, secretKey, stripeAccount ? { stripeAccount } : {});
    expect((await client.events.retrieve(`${id}`)).type).toBe(type);
  }
});
