/** Samples of a guide as an app of a shop's, built with Vite as their reader builds it. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import { vi } from 'vitest';
import { type Snippet, snippetWith } from '../docs/markdown.js';
import { afterChange, scriptOf } from '../docs/samples/modules.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache');

export interface SampleApp {
  guide: string;
  /** Words of each sample. The first one is what the entry shows. */
  samples: string[];
  /** The script of the page. It imports the first sample as `./sample`. */
  entry: string;
}

const asWritten = (sample: Snippet) => (sample.language === 'diff' ? afterChange(sample) : sample);

/** A script with all that it declares, for the entry. */
function withExports(sample: Snippet): string {
  if (!/^[jt]sx?$/.test(sample.language)) return sample.code;
  const { names = [], exported = [] } = scriptOf(sample) ?? {};
  const others = names.filter((name) => !exported.includes(name));
  return `${sample.code}\nexport { ${others.join(', ')} };`;
}

/** The name that a sample's first comment gives it. */
const fileOf = ({ code, language, line }: Snippet) =>
  /^(?:\/\/|<!--) ([\w./-]+\.\w+)/.exec(code)?.[1] ?? `line-${line}.${language}`;

/** Builds the page's script from an entry and the samples that it needs, each in a file of its own. */
export async function buildSamples({ guide, samples, entry }: SampleApp): Promise<string> {
  const found = samples.map((words) => snippetWith(guide, words)).map(asWritten);
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'sample-app-'));
  const put = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  try {
    await put('package.json', '{ "type": "module" }');
    await mkdir(join(folder, 'node_modules'));
    await symlink(root, join(folder, 'node_modules/payframe'));
    for (const sample of found) await put(fileOf(sample), withExports(sample));
    await put('entry.jsx', entry.replace('./sample', `./${found[0] ? fileOf(found[0]) : ''}`));
    return await bundled(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bundled(folder: string): Promise<string> {
  // Vite goes by it before its own option, and the tests' own is no build for shoppers.
  vi.stubEnv('NODE_ENV', 'production');
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    define: { 'process.env.NEXT_PUBLIC_PAYFRAME_KEY': '"pk_test_…"' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rollupOptions: { input: join(folder, 'entry.jsx') },
    },
  }).finally(() => vi.unstubAllEnvs());
  const chunks = [result]
    .flat()
    .flatMap((built) => ('output' in built ? built.output : []))
    .filter(({ type }) => type === 'chunk');
  const [chunk] = chunks;
  if (chunks.length !== 1 || chunk?.type !== 'chunk') throw new Error(`Vite made ${chunks.length} scripts.`);
  return chunk.code;
}
