/** What the build refuses to put into a frame, because its document would not work, or not at once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plugin, rollup } from 'rollup';
import { afterAll, expect, test } from 'vitest';

const { frameDocument } = (await import('../../scripts/host-plugin.mjs' as string)) as {
  frameDocument(
    document: { html: string; css?: string },
    script: string,
  ): Promise<{ source: string; headers: Record<string, string> }>;
};
const { laterScripts } = (await import('../../scripts/later-scripts.mjs' as string)) as {
  laterScripts(folder: string): Plugin;
};

const folder = mkdtempSync(join(tmpdir(), 'payframe-frames-'));
afterAll(() => rmSync(folder, { recursive: true }));

const html = join(folder, 'frame.html');
writeFileSync(html, '<!doctype html><head><style></style><script></script></head>');

test.each([
  'text = "</script>"',
  'text = "</SCRIPT "',
  'text = "<!-- <script>"',
  'text = `\r`',
  'text = "\0"',
])('a script that would read differently in its document is not put there: %j', async (script) => {
  await expect(frameDocument({ html }, script)).rejects.toThrow("can't be inline");
});

test('a script is in its document as it is, with its hash in the policy', async () => {
  const script = 'const price = "$& $1 </p> ü";';
  const { source, headers } = await frameDocument({ html }, script);
  expect(source).toContain(`<script>${script}</script>`);
  const bytes = new TextEncoder().encode(script);
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64');
  expect(headers['Content-Security-Policy']).toContain(`script-src 'self' 'sha256-${hash}'`);
});

/** Builds a frame of these modules, beginning with `first`. */
async function build(modules: Record<string, string>) {
  const bundle = await rollup({
    input: { first: 'first' },
    plugins: [
      { name: 'modules', resolveId: (id) => id, load: (id) => modules[id] ?? null },
      laterScripts('"/frame/v1/"'),
    ],
  });
  const { output } = await bundle.generate({
    entryFileNames: 'frame/v1/[name].html',
    chunkFileNames: 'frame/v1/[name].js',
  });
  return new Map(output.flatMap((chunk) => ('code' in chunk ? [[chunk.name, chunk.code]] : [])));
}

test('a later script gets what it shares with the first one, which is run once', async () => {
  const built = await build({
    first: "import { counter } from 'shared'; counter.count += 1; load = () => import('later');",
    later: "import { counter } from 'shared'; export const next = () => counter.count + 1;",
    shared: 'export const counter = { count: 0 };',
  });
  expect([...built.keys()]).toEqual(['first', 'later']);
  const files: Record<string, string> = { '/frame/v1/./later.js': built.get('later') ?? '' };
  const asked: string[] = [];
  const importFile = (path: string) => {
    asked.push(path);
    return import(`data:text/javascript,${encodeURIComponent(files[path] ?? 'throw 1')}`);
  };
  const first = built.get('first')?.replaceAll('import(', 'importFile(') ?? '';
  const load = new Function('importFile', `let load; ${first}; return load;`)(importFile);
  expect((await load()).next()).toBe(2);
  expect(await load()).toBe(await load());
  expect(asked).toContain('/frame/v1/./later.js');
});

test('a part that later scripts share, and the first one lacks, would be one more request', async () => {
  const modules = {
    first: "load = [() => import('one'), () => import('two')];",
    one: "import { shared } from 'shared'; export const one = shared;",
    two: "import { shared } from 'shared'; export const two = shared;",
    shared: 'export const shared = { common: true };',
  };
  await expect(build(modules)).rejects.toThrow('Let the first script import what later ones share.');
});
