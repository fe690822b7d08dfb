import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const head = (title: string) => `<!doctype html><meta charset="utf-8"><title>${title}</title>`;

// The least that a frame which tokenizes can do: one fetch, and the answer posted up.
const FETCH = `addEventListener('message', async ({ data: { headers, body }, origin }) => {
  const response = await fetch('/v1/payment_methods', { method: 'POST', headers, body });
  parent.postMessage(await response.json(), origin);
});`;

// The least that an SDK by script tag can do: insert a frame for each field. The page sets how many, and is told when all
// have loaded.
const INSERT = `{
  let left = bareFrames;
  for (let frame = 0; frame < bareFrames; frame++) {
    const iframe = document.createElement('iframe');
    iframe.onload = () => --left || onBareFrames();
    iframe.src = new URL('/bare/input.html', document.currentScript.src);
    document.body.append(iframe);
  }
}`;

const FILES = {
  'empty.html': head('Empty'),
  'input.html': `${head('Input')}<input aria-label="Card number">`,
  'fetch.html': `${head('Fetch')}<script src="/bare/fetch.js"></script>`,
  'fetch.js': FETCH,
  'insert.js': INSERT,
};

/**
 * Copies the host's files into a new folder, and puts the baselines beside them, in `/bare/`: frames that do next to nothing. Caches may
 * keep them as long as Payframe's own: its script for minutes, its frames for good.
 */
export function hostWithBareFrames(): string {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-bench-'));
  cpSync('dist/host', folder, { recursive: true });
  const headers = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8'));
  mkdirSync(join(folder, 'bare'));
  for (const [name, content] of Object.entries(FILES)) {
    writeFileSync(join(folder, 'bare', name), content);
    headers[`/bare/${name}`] = {
      'Content-Type': name.endsWith('js') ? 'text/javascript' : 'text/html',
      'Cache-Control':
        name === 'insert.js'
          ? headers['/js/v1/payframe.js']['Cache-Control']
          : 'public, max-age=31536000, immutable',
    };
  }
  writeFileSync(join(folder, 'headers.json'), JSON.stringify(headers));
  return folder;
}
