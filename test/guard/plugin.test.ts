import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import * as esbuild from 'esbuild';
import { type Plugin as RollupPlugin, rollup } from 'rollup';
import * as vite from 'vite';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import webpack from 'webpack';
import { payframeGuard } from '../../src/guard/index.js';
import { base64, key, publishable, secretLive } from './make-keys.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A project on disk. */
function project(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-guard-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const written = (folder: string) =>
  existsSync(join(folder, 'dist')) ? readdirSync(join(folder, 'dist')) : [];

type Build = (
  folder: string,
  options?: { sourcemap?: boolean | 'inline'; server?: boolean },
) => Promise<unknown>;

const builds: Record<string, Build> = {
  async Rollup(folder, { sourcemap = false } = {}) {
    const plugin: RollupPlugin = payframeGuard.rollup();
    const bundle = await rollup({ input: join(folder, 'main.js'), plugins: [plugin] });
    await bundle.write({ dir: join(folder, 'dist'), sourcemap });
  },
  async Vite(folder, { sourcemap = false, server = false } = {}) {
    const plugin: vite.Plugin = payframeGuard.vite();
    await vite.build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [plugin],
      build: server ? { ssr: 'main.js' } : { sourcemap, rollupOptions: { input: join(folder, 'main.js') } },
    });
  },
  async webpack(folder, { sourcemap = false, server = false } = {}) {
    const plugin: webpack.WebpackPluginInstance = payframeGuard.webpack();
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) =>
      webpack(
        {
          mode: 'production',
          context: folder,
          entry: './main.js',
          output: { path: join(folder, 'dist') },
          target: server ? 'node' : 'web',
          devtool: sourcemap === 'inline' ? 'inline-source-map' : sourcemap && 'source-map',
          plugins: [plugin],
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      ),
    );
    if (stats?.hasErrors()) throw new Error(stats.toString());
  },
  async esbuild(folder, { sourcemap = false, server = false } = {}) {
    const plugin: esbuild.Plugin = payframeGuard.esbuild();
    await esbuild.build({
      absWorkingDir: folder,
      entryPoints: ['main.js'],
      outdir: 'dist',
      bundle: true,
      minify: true,
      sourcemap,
      logLevel: 'silent',
      platform: server ? 'node' : 'browser',
      plugins: [plugin],
    });
  },
};

const fails = (build: Promise<unknown>): Promise<string> =>
  build.then(
    () => Promise.reject(new Error('The build went through.')),
    (error: Error) => error.message,
  );

describe.each(Object.entries(builds))('%s', (name, build) => {
  it('builds what holds a publishable key', async () => {
    const folder = project({ 'main.js': `console.log("${publishable}")` });
    await build(folder, { sourcemap: true });
    expect(written(folder)).not.toEqual([]);
  });

  it('fails where a module holds a secret key, and names what and where, but not the key', async () => {
    const folder = project({
      'main.js': `import { pay } from './pay.js';\nconsole.log(pay);`,
      'pay.js': `export const pay = ["${secretLive}", Date.now()];`,
    });
    const message = await fails(build(folder));
    expect(message).toMatch(/live secret key sk_live_…/);
    expect(message).toMatch(/\.js:\d+:\d+/);
    expect(message).not.toContain(secretLive.slice(8, 14));
  });

  it('fails where a secret key is in pieces or in base64', async () => {
    const folder = project({
      'main.js': `console.log(globalThis.a + "sk_" + \`live_\${"${secretLive.slice(8)}"}\`, "${base64(secretLive)}")`,
    });
    const message = await fails(build(folder));
    expect(message).toMatch(/in base64/);
  });

  it('fails if only the source map holds it, and names the original', async () => {
    const folder = project({
      'main.js': `import './pay.js';\nconsole.log(1);`,
      'pay.js': `// ${secretLive}\nconsole.log(2);`,
    });
    const message = await fails(build(folder, { sourcemap: true }));
    expect(message).toMatch(/\.map:\d+:\d+/);
    expect(message).toMatch(/pay\.js:1:4/);
  });

  it('fails if only an inline source map holds it', async () => {
    const folder = project({ 'main.js': `console.log(1);\n// ${secretLive}\nconsole.log(2);` });
    const message = await fails(build(folder, { sourcemap: 'inline' }));
    expect(message).toMatch(/in base64,?\s+from \S*main\.js:2:4/);
  });

  if (name !== 'Rollup') {
    it('lets a server have its keys', async () => {
      const folder = project({ 'main.js': `console.log("${secretLive}")` });
      await build(folder, { server: true });
      expect(written(folder)).not.toEqual([]);
    });
  }

  if (name !== 'esbuild') {
    it('writes nothing of what it refuses', async () => {
      const folder = project({ 'main.js': `console.log("${secretLive}")` });
      await fails(build(folder));
      expect(written(folder)).toEqual([]);
    });
  }
});

describe('esbuild', () => {
  it('fails where nothing is written to disk', async () => {
    const folder = project({ 'main.js': `console.log("${secretLive}")` });
    const options: esbuild.BuildOptions = { absWorkingDir: folder, entryPoints: ['main.js'], write: false };
    const build = esbuild.build({ ...options, logLevel: 'silent', plugins: [payframeGuard.esbuild()] });
    const error = await build.catch((reason: esbuild.BuildFailure) => reason);
    expect((error as esbuild.BuildFailure).errors).toEqual([
      expect.objectContaining({
        pluginName: 'payframe-guard',
        location: expect.objectContaining({ line: 1, column: 13, lineText: '' }),
      }),
    ]);
  });
});

describe('Vite', () => {
  const inline = (folder: string) => ({
    root: folder,
    configFile: false as const,
    logLevel: 'silent' as const,
    plugins: [payframeGuard.vite()],
  });
  const files = {
    'index.html': '<script type="module" src="/main.js"></script>',
    'main.js': 'console.log(1)',
  };

  afterEach(() => vi.unstubAllEnvs());

  it('fails where a page or a copied file holds a secret key', async () => {
    const page = project({
      ...files,
      'index.html': `<p data-key="${secretLive}"></p>${files['index.html']}`,
    });
    expect(await fails(vite.build(inline(page)))).toMatch(/index\.html:\d+:\d+/);
    const copied = project({ ...files, 'public/config.json': `{\n  "key": "${secretLive}"\n}` });
    expect(await fails(vite.build(inline(copied)))).toContain(`${join('public', 'config.json')}:2:11`);
  });

  it('fails where a .env file gives a secret key to a variable that it inlines', async () => {
    const folder = project({ ...files, '.env.production': `A=1\nVITE_KEY=${secretLive}\n` });
    const message = await fails(vite.build(inline(folder)));
    expect(message).toMatch(/\.env\.production:2:10 {2}live secret key sk_live_…, in VITE_KEY/);
    expect(message).not.toContain(secretLive);
  });

  it('knows a prefix of the project’s own, and the variables of the process', async () => {
    const folder = project({ ...files, '.env': `SHOP_KEY=${secretLive}\nVITE_KEY=${secretLive}` });
    const message = await fails(vite.build({ ...inline(folder), envPrefix: 'SHOP_' }));
    expect(message).toMatch(/SHOP_KEY/);
    expect(message).not.toMatch(/VITE_KEY/);
    vi.stubEnv('VITE_FROM_SHELL', secretLive);
    expect(await fails(vite.build(inline(project(files))))).toMatch(/process\.env:1:1 .*VITE_FROM_SHELL/);
  });

  it('builds with an empty public directory', async () => {
    const folder = project(files);
    mkdirSync(join(folder, 'public'));
    await vite.build(inline(folder));
    expect(written(folder)).toContain('index.html');
  });

  it('lets .env files hold what is not inlined', async () => {
    const folder = project({ ...files, '.env': `SECRET_KEY=${secretLive}\nVITE_KEY=${publishable}` });
    await vite.build(inline(folder));
    expect(written(folder)).toContain('index.html');
  });

  it('does not start in development where a .env file gives a secret key to the page', async () => {
    const folder = project({ ...files, '.env.local': `VITE_KEY=${secretLive}` });
    expect(await fails(vite.createServer(inline(folder)))).toMatch(/\.env\.local:1:10/);
  });

  it('refuses a module in development, but not on the server', async () => {
    const folder = project({ ...files, 'pay.js': `export const pay = "${secretLive}";` });
    const server = await vite.createServer({
      ...inline(folder),
      server: { middlewareMode: true, ws: false },
    });
    try {
      await expect(server.transformRequest('/pay.js')).rejects.toThrow(/pay\.js:1:\d+ {2}live secret key/);
      expect((await server.ssrLoadModule('/pay.js')).pay).toBe(secretLive);
    } finally {
      await server.close();
    }
  });
});

it('keeps a key out of what it prints where a file is named by it', async () => {
  const name = `${key('rk', 'live', secretLive.slice(8))}.js`;
  const folder = project({ 'main.js': `import './${name}'`, [name]: `console.log("${secretLive}")` });
  const bundle = await rollup({ input: join(folder, 'main.js'), plugins: [payframeGuard.rollup()] });
  const message = await fails(
    bundle.generate({
      sourcemap: true,
      entryFileNames: name,
      file: relative('.', join(folder, 'dist', name)),
    }),
  );
  expect(message).toContain('rk_live_…:1:');
  expect(message).not.toContain(secretLive.slice(8));
});
