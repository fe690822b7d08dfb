/** A frame of the host that was compromised: its script does what it likes, and can do nothing to the page around it. */
import { expect } from 'vitest';
import { PROTOCOL } from '../../src/wire/index.js';
import { framePath } from '../browser/hosts.js';
import { inEveryEngineWith } from './every-engine.js';
import { CARD_SUBJECTS, type Subject } from './subjects.js';

interface Hostile extends Window {
  outcome?: unknown;
}

/** Each runs in the frame, by a click that a person made: browsers let more pass then. */
const ATTEMPTS: [string, string][] = [
  ['leads the page away', "top.location.href = '/evil'"],
  ['leads the page away by a link', link("target = '_top'")],
  ['opens a window', "opened = open('/evil')"],
  ['opens a window by a link', link("target = '_blank'")],
  [
    'asks by a dialog of the browser',
    "alert('Pay again'); opened = confirm('Sure?') || prompt('PIN', 'typed')",
  ],
  ['prints the page', 'print()'],
  ['has something downloaded', link("download = 'card.exe'")],
  ['sends a form to another address', form()],
];

function link(change: string): string {
  return `const link = document.createElement('a'); link.href = '/evil'; link.${change}; document.body.append(link); link.click()`;
}

function form(): string {
  return (
    "const form = document.createElement('form'); form.action = '/evil'; form.target = '_top';" +
    'document.body.append(form); form.submit()'
  );
}

const OF_EACH = CARD_SUBJECTS.flatMap(([type, subject]) =>
  ATTEMPTS.map(([name, source]): [string, [Subject, string]] => [`of ${type} ${name}`, [subject, source]]),
);

inEveryEngineWith(OF_EACH, 'script in a frame %s without effect [E18]', async (tab, [subject, source]) => {
  // The host's document with the attacker's own script, and a policy that lets it do all.
  const { url } = tab.evil;
  tab.evilAnswers['/js/v1/payframe.js'] = await fileOf(tab.sandbox.script, 'text/javascript');
  tab.evilAnswers['/evil'] = '<title>evil</title>';
  tab.evilAnswers[framePath(subject.type)] =
    `<!doctype html><title>card</title><button style="height: 90px">Number</button><script>
    let port;
    addEventListener('message', (event) => {
      port = event.ports[0];
      port.postMessage({ type: 'ready', protocol: ${PROTOCOL}, height: 100 });
    });
    var opened = null, thrown = '';
    document.querySelector('button').onclick = () => {
      try { ${source} } catch (error) { thrown = String(error); }
      port.postMessage({ type: 'event', name: 'escape', details: {} });
    };
  </script>`;
  await tab.open({ ...subject, host: url });
  const before = await tab.run(() => location.href);
  const count = tab.evil.requests.length;
  await tab.press('Number', '#card iframe');
  await tab.event('escape');
  // A navigation, a download and a window would be asked for by now: the next request of the page comes after them.
  await tab.run(() => fetch('/listen.js').then((answer) => answer.text()));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await tab.run(() => location.href)).toBe(before);
  expect(
    await tab.run(() => !!(window as Hostile & { opened?: unknown }).opened, undefined, '#card iframe'),
  ).toBe(false);
  // A link that cannot download leads the frame itself away in Firefox, which the page notices.
  const asked = tab.evil.requests.slice(count).filter(({ url: path }) => path === '/evil');
  expect(asked.filter(({ headers }) => headers['sec-fetch-dest'] !== 'iframe')).toEqual([]);
});

async function fileOf(url: string, type: string) {
  return { headers: { 'content-type': type }, body: await (await fetch(url)).text() };
}
