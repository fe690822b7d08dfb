/** A service worker of the shop's own site, which answers what the shop's page asks for. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { inEveryEngineWith } from './every-engine.js';
import { CARD_SUBJECTS, worksAsEver } from './subjects.js';

const INTEGRITY = (JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>)[
  'payframe.js'
];

const WORKER = `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const { pathname } = new URL(event.request.url);
    if (/^.(js|frame|v1)./.test(pathname))
      event.respondWith(new Response('ran = 1', { headers: { 'content-type': 'text/javascript' } }));
  });`;

inEveryEngineWith(
  CARD_SUBJECTS,
  'a service worker of the shop can answer for the script, which `integrity` refuses, and neither for the frame of a %s Element nor the API [L5]',
  async (tab, subject) => {
    tab.answers['/worker.js'] = { headers: { 'content-type': 'text/javascript' }, body: WORKER };
    try {
      await tab.open(subject);
      await tab.run(async () => {
        await navigator.serviceWorker.register('/worker.js');
        const { serviceWorker } = navigator;
        if (!serviceWorker.controller)
          await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve));
      });
      await tab.run(() => {
        window.card.unmount();
        window.card.mount('#card');
      });
      await tab.event('ready', 2);
      await worksAsEver(tab, subject);

      const load = (given: { src: string; integrity?: string }) => {
        const script = Object.assign(document.createElement('script'), {
          ...given,
          crossOrigin: 'anonymous',
        });
        document.head.append(script);
        return new Promise<string>((resolve) => {
          script.onload = () => resolve('ran' in window ? 'forged' : 'genuine');
          script.onerror = () => resolve('refused');
        });
      };
      expect(await tab.run(load, { src: tab.sandbox.script, integrity: INTEGRITY })).toBe('refused');
      expect(await tab.run(load, { src: tab.sandbox.script })).toBe('forged');
    } finally {
      await tab.run(async () => {
        for (const registration of await navigator.serviceWorker.getRegistrations())
          await registration.unregister();
      });
    }
  },
);
