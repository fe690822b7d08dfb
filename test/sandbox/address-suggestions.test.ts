import qs from 'qs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});

afterAll(() => sandbox?.close());

const ask = (params: object) => post(sandbox, '/v1/elements/address_suggestions', qs.stringify(params));

test.each([
  ['27 fre', undefined, ['27 Fredrick Ave', '27 Frederick Street']],
  ['muster', 'DE', ['Musterstraße 12']],
  ['montreal', 'CA', ['88 Rue Sainte-Example']],
  ['muster', 'US', []],
  ['!', undefined, []],
])('a street that begins with "%s" in %s is suggested in test mode', async (query, country, streets) => {
  const { json } = await ask({ query, ...(country && { country }) });
  expect(json).toMatchObject({ object: 'address_suggestions', livemode: false });
  expect((json.data as { line1: string }[]).map(({ line1 }) => line1)).toEqual(streets);
});

test('no more than five are suggested, and a query is needed', async () => {
  expect((await ask({ query: '1' })).json.data).toHaveLength(5);
  expect((await ask({})).json).toMatchObject({ error: { code: 'parameter_missing', param: 'query' } });
});
