/** The demo checkout as `npm start` brings it up: the host on 127.0.0.1, the shop on localhost. */
import { type Sandbox, startSandbox } from 'payframe-sandbox';

export interface DemoShop {
  url: string;
  sandbox: Sandbox;
  close(): Promise<void>;
}

type StartShop = (options: { sandbox: Sandbox }) => Promise<{ url: string; close(): Promise<void> }>;

export async function startDemoShop(): Promise<DemoShop> {
  const example = new URL('../../examples/script-tag/server.mjs', import.meta.url).href;
  const { startShop } = (await import(/* @vite-ignore */ example)) as { startShop: StartShop };
  const sandbox = await startSandbox({ port: 0, memory: true });
  const shop = await startShop({ sandbox });
  return {
    url: shop.url,
    sandbox,
    async close() {
      await shop.close();
      await sandbox.close();
    },
  };
}
