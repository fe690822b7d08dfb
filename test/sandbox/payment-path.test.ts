/** Which files of the sandbox one request runs through. docs/architecture.md tells the way of a payment. */
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ memory: true });
});
afterAll(() => sandbox.close());

/** The files of the sandbox in which a function is called while this is done. */
async function filesCalledBy(run: () => Promise<unknown>): Promise<string[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  await run();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return (
    result
      .filter(({ functions }) =>
        functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0),
      )
      .map(({ url }) => (url.startsWith('file:') ? fileURLToPath(url) : url))
      .map((path) => relative('.', path))
      .filter((path) => path.startsWith('sandbox/src/'))
      // Jobs are looked for every few seconds, whether there is a request or not.
      .filter((path) => !path.startsWith('sandbox/src/kernel/jobs/'))
      .sort()
  );
}

test('a confirm runs through at most 25 files beside those of every request', async () => {
  const key = { key: sandbox.secretKey };
  const customer = () => post(sandbox, '/v1/customers', 'name=Ada', key);
  const intent = async () =>
    (await post(sandbox, '/v1/payment_intents', 'amount=1000&currency=usd', key)).json.id;
  const confirm = (id: string) =>
    post(sandbox, `/v1/payment_intents/${id}/confirm`, 'payment_method=pm_card_visa', key);
  // The first requests load, plan and connect.
  await customer();
  await confirm(await intent());
  const id = await intent();
  const everyRequest = new Set(await filesCalledBy(customer));
  const files = await filesCalledBy(async () => {
    expect((await confirm(id)).json.status).toBe('succeeded');
  });
  expect(files).toContain('sandbox/src/resources/payment-intents/attempt.ts');
  expect(files.filter((file) => !everyRequest.has(file)).length).toBeLessThanOrEqual(25);
});
