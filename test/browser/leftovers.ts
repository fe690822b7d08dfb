import type { CDPSession, Page } from 'playwright-core';

/** What a page holds on to, once all garbage is gone. */
export async function leftovers(page: Page) {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.enable');
    await session.send('Performance.enable');
    // A closed port outlives the first collection.
    for (let pass = 0; pass < 3; pass++) await session.send('HeapProfiler.collectGarbage');
    const held = {
      iframes: await page.evaluate(() => document.querySelectorAll('iframe').length),
      timers: await page.evaluate(() => (window as unknown as { timers: Set<unknown> }).timers.size),
      ports: await instances(session, 'MessagePort.prototype'),
      listeners: (await listeners(session, 'document')) + (await listeners(session, 'window')),
    };
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((candidate) => candidate.name === name)?.value ?? 0;
    return {
      ...held,
      nodes: metric('Nodes'),
      allListeners: metric('JSEventListeners'),
      heap: metric('JSHeapUsedSize'),
    };
  } finally {
    await session.detach();
  }
}

async function listeners(session: CDPSession, expression: string): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', { expression });
  const found = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId as string });
  return found.listeners.length;
}

async function instances(session: CDPSession, prototype: string): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', { expression: prototype });
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId as string,
  });
  const length = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId as string,
    functionDeclaration: 'function () { return this.length }',
  });
  await session.send('Runtime.releaseObject', { objectId: objects.objectId as string });
  return length.result.value as number;
}

/** Runs in every document: keeps account of the timers that wait. */
export function countTimers(): void {
  const timers = new Set<unknown>();
  Object.assign(window, { timers });
  const { setTimeout: later, setInterval: repeatedly, clearTimeout: forget } = window;
  Object.assign(window, {
    setTimeout(act: () => void, wait: number) {
      const id = later(() => {
        timers.delete(id);
        act();
      }, wait);
      timers.add(id);
      return id;
    },
    setInterval(act: () => void, wait: number) {
      const id = repeatedly(act, wait);
      timers.add(id);
      return id;
    },
    clearTimeout(id: number) {
      timers.delete(id);
      forget(id);
    },
    clearInterval(id: number) {
      timers.delete(id);
      forget(id);
    },
  });
}
