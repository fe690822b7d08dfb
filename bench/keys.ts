import { Agent, request } from 'node:http';
import { bootstrap } from '../sandbox/src/api-keys/bootstrap.js';
import { createKeyring } from '../sandbox/src/api-keys/keyring.js';
import { openInMemory } from '../sandbox/src/kernel/db/pglite.js';
import { authorize } from '../sandbox/src/kernel/http/authorize.js';
import { plausibleKey } from '../sandbox/src/kernel/http/credentials.js';
import { registry } from '../sandbox/src/resources/registry.js';
import { median } from './stats.js';

const CHECKS_A_BATCH = 1000;
const BATCHES = 50;
const REQUESTS = 3000;
const GOAL = 0.05;

/** What the check of a key that has been seen before adds to a request, against one that is answered without a key. */
export async function printKeyCheck({ url, secretKey }: { url: string; secretKey: string }): Promise<void> {
  const check = await checkTime();
  const bare = await requestTime(url, {});
  const ofApi = await requestTime(`${url}/v1/balance`, { Authorization: `Bearer ${secretKey}` });
  const share = check / bare;
  const show = (ms: number) => `${(ms * 1000).toFixed(1)} µs`;
  console.log(
    `Check of a warm key (medians of ${BATCHES} × ${CHECKS_A_BATCH} checks and ${REQUESTS} requests)\n` +
      `  the check ${show(check)}, a request without one ${show(bare)}, GET /v1/balance ${show(ofApi)}\n` +
      `  adds ${(share * 100).toFixed(1)} %, goal below ${GOAL * 100} %: ${share < GOAL ? 'met' : 'MISSED'}\n`,
  );
}

/** From the text of a key to the decision that it may, in ms. */
async function checkTime(): Promise<number> {
  const database = await openInMemory();
  const { secrets, secretKey } = await database.exclusively(bootstrap);
  const keyring = createKeyring(database.db, secrets, database.signals);
  const route = registry.routes.find(({ path }) => path === '/v1/balance');
  if (!route) throw new Error('There is no GET /v1/balance.');
  const [headers, clientIp, now] = [new Headers(), '127.0.0.1', new Date()];
  const check = async () => {
    const key = await keyring.find(plausibleKey(secretKey), now);
    if (!key) throw new Error('The key was not found.');
    authorize(route, key, { headers, clientIp, now });
  };
  const times: number[] = [];
  for (let batch = 0; batch <= BATCHES; batch++) {
    const start = performance.now();
    for (let done = 0; done < CHECKS_A_BATCH; done++) await check();
    times.push((performance.now() - start) / CHECKS_A_BATCH);
  }
  await keyring.close();
  await database.close();
  // The first warms up.
  return median(times.slice(1));
}

/** One request after the other on one connection, in ms. */
async function requestTime(url: string, headers: Record<string, string>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let sent = 0; sent < REQUESTS * 1.2; sent++) {
    const start = performance.now();
    await send(url, headers, agent);
    times.push(performance.now() - start);
  }
  agent.destroy();
  return median(times.slice(-REQUESTS));
}

const send = (url: string, headers: Record<string, string>, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`GET ${url}: ${answer.statusCode}`));
      answer.resume().on('end', resolve);
    })
      .on('error', reject)
      .end();
  });
