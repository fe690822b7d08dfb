/** What the two packages bring along for whoever installs them, and what they say of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findKeys } from '../../src/guard/find-keys.js';
import { latin1 } from '../../src/guard/latin1.js';
import { secretLive } from '../keys/make-keys.js';
import { THOROUGH } from '../thorough.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const lock: Record<string, { version: string; integrity?: string; link?: boolean; optional?: boolean }> =
  read('package-lock.json').packages;

interface Component {
  name: string;
  group?: string;
  version: string;
  purl: string;
  'bom-ref': string;
  hashes: { alg: string; content: string }[];
  licenses: ({ license: { id: string } } | { expression: string })[];
  properties?: { name: string; value: string }[];
}

const PACKAGES = [
  { name: 'payframe', folder: '.' },
  { name: 'payframe-sandbox', folder: 'sandbox' },
];

describe.each(PACKAGES)('$name', ({ name, folder }) => {
  const manifest = read(`${folder}/package.json`);
  const sbom: {
    metadata: { component: Component };
    components: Component[];
    dependencies: { ref: string; dependsOn: string[] }[];
  } = read(`${folder}/dist/sbom.json`);

  test('runs nothing when it is installed; from git, where nothing is built, it runs only its build [G7]', () => {
    const atInstall = /^(pre|post)?(install|prepare|uninstall)$|^dependencies$/;
    const { prepare = 'node scripts/prepare.mjs', ...others } = manifest.scripts ?? {};
    expect(Object.keys(others).filter((script) => atInstall.test(script))).toEqual([]);
    expect(prepare).toBe('node scripts/prepare.mjs');
    expect(existsSync(join(root, folder, 'binding.gyp'))).toBe(false);
  });

  test('lists its parts as CycloneDX 1.6, the same in every build of the same sources [G7]', () => {
    expect(sbom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: { name, version: manifest.version } },
    });
    expect(JSON.stringify(sbom)).not.toMatch(/timestamp|serialNumber/);
  });

  test('lists each part with the hash of its archive and its licence, as they were installed [G7]', () => {
    expect(sbom.components.length).toBeGreaterThan(0);
    for (const { group, name, version, hashes, licenses, purl } of sbom.components) {
      const full = group ? `${group}/${name}` : name;
      const installed = Object.entries(lock).find(
        ([place, one]) => place.endsWith(`node_modules/${full}`) && one.version === version,
      );
      const [hash] = hashes;
      const integrity = `sha512-${Buffer.from(hash?.content ?? '', 'hex').toString('base64')}`;
      const [license] = licenses.map((one) => ('expression' in one ? one.expression : one.license.id));
      expect([hash?.alg, integrity, license], purl).toEqual([
        'SHA-512',
        installed?.[1].integrity,
        read(`${installed?.[0]}/package.json`).license,
      ]);
    }
  });

  test('says of each part what it depends on, and names no part that is not listed [G7]', () => {
    const refs = [sbom.metadata.component, ...sbom.components].map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(sbom.dependencies.map(({ ref }) => ref).sort()).toEqual([...refs].sort());
    for (const { dependsOn } of sbom.dependencies) expect(refs).toEqual(expect.arrayContaining(dependsOn));
  });

  test('names the files that a bundled part is in, and they are there [G7]', () => {
    const files = sbom.components.flatMap(({ properties = [] }) => properties.map(({ value }) => value));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(join(root, folder, 'dist', file)), file).toBe(true);
  });
});

test('the npm package depends on nothing when it runs [G7]', () => {
  const { dependencies, optionalDependencies, bundleDependencies } = read('package.json');
  expect([dependencies, optionalDependencies, bundleDependencies]).toEqual([undefined, undefined, undefined]);
});

test('what a field is made of beside our own code is the table of cards, and of an IBAN its rules [G7]', () => {
  const { components }: { components: Component[] } = read('dist/sbom.json');
  const inFrames = components.flatMap(({ name, properties = [] }) =>
    properties
      .filter(({ value }) => value.startsWith('host/'))
      // A part that loads later has its content's hash in its name.
      .map(({ value }) => [name, value.replace(/-[0-9a-f]{8}(?=\.js$)/, '')]),
  );
  expect(inFrames).toEqual([
    ['credit-card-type', 'host/frame/v1/card.html'],
    ['credit-card-type', 'host/frame/v1/payment.html'],
    ['ibantools', 'host/frame/v1/iban.html'],
    ['ibantools', 'host/frame/v1/method.js'],
  ]);
});

test('the sandbox lists every package that it asks npm for [G7]', () => {
  const { components }: { components: Component[] } = read('sandbox/dist/sbom.json');
  const listed = components.map(({ group, name }) => (group ? `${group}/${name}` : name));
  expect(listed).toEqual(expect.arrayContaining(Object.keys(read('sandbox/package.json').dependencies)));
});

test('the lock file holds a hash of every package that is not only for some platform [G7]', () => {
  const without = Object.entries(lock).filter(
    ([place, { integrity, link, optional }]) =>
      place.includes('node_modules/') && !link && !optional && !integrity,
  );
  expect(without.map(([place]) => place)).toEqual([]);
});

describe('no secret key is', () => {
  const keysOf = (files: string[]) =>
    files.flatMap((file) =>
      findKeys(latin1(readFileSync(join(root, file)))).map(
        ({ prefix, offset }) => `${file}:${offset} ${prefix}`,
      ),
    );

  // `npm pack` compresses the whole package before it names the files.
  test.each(PACKAGES)(
    'in a file of the package $name, its source maps among them [G8]',
    { ...THOROUGH, timeout: 120_000 },
    ({ folder }) => {
      const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: join(root, folder),
        encoding: 'utf8',
        shell: process.platform === 'win32',
      });
      const files: string[] = JSON.parse(packed)[0].files.map(
        ({ path }: { path: string }) => `${folder}/${path}`,
      );
      expect(files.filter((file) => file.endsWith('.map')).length).toBeGreaterThan(5);
      expect(keysOf(files)).toEqual([]);
    },
  );

  test('in a guide, an example, a test or any other file of the repository [K13]', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
    expect(keysOf(files.filter((file) => existsSync(join(root, file))))).toEqual([]);
  });

  test('missed by what looks for them [G8]', () => {
    expect(findKeys(`x = '${secretLive}'`).map(({ prefix }) => prefix)).toEqual(['sk_live_']);
  });
});
