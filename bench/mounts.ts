import type { Stand } from './stand.js';

const MOUNTS = 1_000;

interface Footprint {
  heapBytes: number;
  listeners: number;
  nodes: number;
  frames: number;
}

/** Prints what mounting and destroying an Element many times leaves behind on a page. */
export async function printFootprints(stand: Stand): Promise<void> {
  const [before, after] = await footprints(stand);
  console.log(`${MOUNTS.toLocaleString('en')} times mount and destroy`);
  console.log(
    `  heap       ${(before.heapBytes / 1024).toFixed(0)} KiB → ${(after.heapBytes / 1024).toFixed(0)} KiB`,
  );
  for (const count of ['listeners', 'nodes', 'frames'] as const)
    console.log(`  ${count.padEnd(9)}  ${before[count]} → ${after[count]}`);
  console.log();
}

async function footprints({ freshPage, host, publishableKey }: Stand): Promise<[Footprint, Footprint]> {
  const page = await freshPage('/');
  await page.addScriptTag({ url: `${host}/js/v1/payframe.js` });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');

  const mountAndDestroy = (times: number) =>
    page.evaluate(
      async ([key, count]) => {
        const { Payframe } = window as unknown as { Payframe(key: string): never };
        const payframe = Payframe(key as string) as never as {
          elements(): {
            create(type: string): {
              on(t: string, f: () => void): void;
              mount(s: string): void;
              destroy(): void;
            };
          };
        };
        for (let mount = 0; mount < Number(count); mount++) {
          const card = payframe.elements().create('card');
          card.mount('#card');
          // Every tenth gets as far as `ready`; the others are torn down at every stage of loading.
          if (mount % 10 === 0) await new Promise<void>((resolve) => card.on('ready', resolve));
          else if (mount % 3 === 0) await new Promise((resolve) => setTimeout(resolve, mount % 20));
          card.destroy();
        }
      },
      [publishableKey, times] as const,
    );

  async function footprint(): Promise<Footprint> {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((found) => found.name === name)?.value ?? Number.NaN;
    return {
      heapBytes: metric('JSHeapUsedSize'),
      listeners: metric('JSEventListeners'),
      nodes: metric('Nodes'),
      frames: page.frames().length - 1,
    };
  }

  await mountAndDestroy(20);
  const before = await footprint();
  await mountAndDestroy(MOUNTS);
  const after = await footprint();
  await page.context().close();
  return [before, after];
}
