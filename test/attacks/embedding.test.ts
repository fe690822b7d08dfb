/** The frame in a page that isolates itself, that takes the focus away, or that has the SDK twice. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cards } from '../browser/checkout.js';
import { elementDocuments, hostHeaders, startHost } from '../browser/hosts.js';
import type { Answer } from '../browser/servers.js';
import { inEveryEngine, inEveryEngineWith } from './every-engine.js';
import { initWith, offer } from './rogue.js';
import { CARD_SUBJECTS, FRAME, OTHER_SUBJECTS, worksAsEver } from './subjects.js';

inEveryEngine('a site that the host does not name cannot show the frame of any Element [E1]', async (tab) => {
  const pages = (ancestors: string) =>
    elementDocuments.map((path): [string, Answer] => {
      const policy = `${hostHeaders[path]?.['Content-Security-Policy']}; frame-ancestors ${ancestors}`;
      const headers = { 'content-type': 'text/html', 'content-security-policy': policy };
      return [path, { headers, body: readFileSync(`dist/host${path}`) }];
    });
  const answers = Object.fromEntries(pages(tab.shop.url));
  const host = await startHost(answers);
  const count = async (answers: boolean) => {
    await tab.open({ card: false });
    const init = initWith(tab.sandbox.publishableKey);
    const offers = elementDocuments.map((path) => tab.run(offer, { url: host.url + path, init, answers }));
    return (await Promise.all(offers)).map((messages) => messages.length);
  };
  try {
    expect(await count(true)).toEqual(elementDocuments.map(() => 1));
    Object.assign(answers, Object.fromEntries(pages('https://shop.example')));
    expect(await count(false)).toEqual(elementDocuments.map(() => 0));
  } finally {
    await host.close();
  }
});

// What no iframe can prevent: the guide says so, and what tells of it.
inEveryEngine(
  'a page that takes the focus in the middle of a number gets the rest of it and nothing before, and the field tells [E15]',
  async (tab) => {
    const [typed, rest] = [cards.amex.slice(0, 8), cards.amex.slice(8)];
    await tab.open();
    await tab.press('Card number', FRAME);
    await tab.event('focus');
    await tab.type(typed);
    await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.focus());
    await tab.event('blur');
    await tab.type(rest);
    expect(await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.value)).toBe(rest);
    const kept = await tab.run(
      () => document.querySelector<HTMLInputElement>('#number')?.value,
      undefined,
      FRAME,
    );
    expect(kept?.replace(/\D/g, '')).toBe(typed);
  },
);

inEveryEngineWith(
  OTHER_SUBJECTS,
  'a page that takes the focus from the Element %s gets the rest of what is typed and nothing before, and the Element tells [E15]',
  async (tab, subject) => {
    const [typed, rest] = ['3782', '8224'];
    await tab.open(subject);
    await tab.typeAhead(typed);
    await tab.event('change');
    await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.focus());
    await tab.event('blur');
    await tab.type(rest);
    expect(await tab.run(() => document.querySelector<HTMLInputElement>('#name')?.value)).toBe(rest);
    const kept = await tab.run(
      () => [...document.querySelectorAll('input')].map(({ type, value }) => (type === 'radio' ? '' : value)),
      undefined,
      FRAME,
    );
    expect(kept.join('').replace(/\D/g, '')).toBe(typed);
  },
);

inEveryEngine(
  'a page hears no key, pointer or input of the frame, only that it has the focus [E13]',
  async (tab) => {
    await tab.open({
      before: () => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        for (const type of [
          'keydown',
          'keyup',
          'keypress',
          'beforeinput',
          'input',
          'compositionstart',
          'selectionchange',
        ])
          addEventListener(type, () => heard.push(type), true);
      },
    });
    await tab.press('Card number', FRAME);
    await tab.event('focus');
    await tab.run(() => {
      (window as unknown as { heard: string[] }).heard.length = 0;
    });
    await tab.type(cards.amex);
    expect(await tab.run(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
    // As many messages as there are states, not as there are keys.
    const told = await tab.run(() => window.seen.filter(({ type }) => type === 'change').length);
    expect(told).toBeLessThan(4);
  },
);

inEveryEngineWith(
  CARD_SUBJECTS,
  'the SDK is loaded twice: one %s Element, one handshake, one payment method [E17]',
  async (tab, subject) => {
    await tab.open({ card: false });
    await tab.run((src) => {
      const script = Object.assign(document.createElement('script'), { src });
      document.head.append(script);
      return new Promise<void>((resolve) => {
        script.onload = () => resolve();
      });
    }, tab.sandbox.script);
    await tab.mount(subject);
    await worksAsEver(tab, subject);
    expect(await tab.run(() => document.querySelectorAll('iframe').length)).toBe(1);
    expect((await tab.run(() => window.seen)).filter(({ type }) => type === 'ready')).toHaveLength(1);
  },
);
