/**
 * Writes a list of the third-party packages in the built files, as CycloneDX 1.6, from the modules that
 * Rollup bundled.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const lock = read('package-lock.json').packages;

/** Files of a build, by the place in the lock file of each package whose code they contain. */
const bundled = new Map();

const HOST = 'dist/host/';
const SANDBOX = 'sandbox/dist/';

/** Notes the packages in a build's output. */
const inventory = () => ({
  name: 'inventory',
  writeBundle({ dir, file }, bundle) {
    for (const { fileName, modules = {}, originalFileNames = [] } of Object.values(bundle)) {
      const path = dir ? `${dir}/${fileName}` : `${file}`;
      const code = Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0);
      for (const place of [...code.map(([id]) => id), ...originalFileNames].map(placeOf))
        if (place) bundled.set(place, new Set(bundled.get(place)).add(inRepository(path)));
    }
  },
});

/** Writes the two documents after the last build: one for each published package. */
const writeBoth = {
  name: 'sbom',
  closeBundle() {
    write(
      '.',
      inDist((file) => !file.startsWith(SANDBOX)),
    );
    // The sandbox takes the host's files along.
    write(
      'sandbox',
      inDist((file) => file.startsWith(SANDBOX) || file.startsWith(HOST)),
    );
  },
};

/**
 * Returns the builds with a plugin that notes their packages, and after the last one writes the documents.
 */
export const withSbom = (builds) =>
  builds.map((build, index) => ({
    ...build,
    plugins: [...build.plugins, inventory(), ...(index === builds.length - 1 ? [writeBoth] : [])],
  }));

const inRepository = (path) => path.replaceAll('\\', '/').replace(/^.*?\b(?=(?:sandbox\/)?dist\/)/, '');

/** Returns the bundled packages with those of their files that are wanted, by their paths in `dist`. */
function inDist(isWanted) {
  const wanted = [...bundled].map(([place, files]) => [place, [...files].filter(isWanted)]);
  return new Map(
    wanted
      .filter(([, files]) => files.length > 0)
      .map(([place, files]) => [place, files.map((file) => file.replace(/^.*?\bdist\//, ''))]),
  );
}

/** Returns the place of a module's package in the lock file. A virtual module is named after its package. */
function placeOf(id) {
  const path = id.replace(/^\0/, '').replaceAll('\\', '/');
  const [place] = /\bnode_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path) ?? [
    id.startsWith('\0') ? placeOfName(path) : '',
  ];
  return lock[place] && place;
}

const placeOfName = (name) => `node_modules/${/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]}`;

/** Writes a package's document: the packages bundled in it, and those that npm installs beside it. */
function write(folder, held) {
  const { name, version, license, dependencies = {} } = read(`${folder}/package.json`);
  const roots = Object.keys(dependencies).map(placeOfName);
  const needed = closure([...roots, ...held.keys()], new Set(held.keys()));
  const self = `pkg:npm/${name}@${version}`;
  const places = [...needed.keys()].sort();
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'library', 'bom-ref': self, name, version, licenses: licenses(license), purl: self },
    },
    components: places.map((place) => component(place, held.get(place))),
    dependencies: [
      { ref: self, dependsOn: [...new Set([...roots, ...held.keys()])].map(purl).sort() },
      ...places.map((place) => ({ ref: purl(place), dependsOn: needed.get(place).map(purl).sort() })),
    ],
  };
  writeFileSync(`${folder}/dist/sbom.json`, `${JSON.stringify(document, null, 2)}\n`);
}

/**
 * Returns all packages that come with the given ones, each with its dependencies. A bundled package brings no
 * others.
 */
function closure(places, alone, found = new Map()) {
  for (const place of places.filter((one) => !found.has(one))) {
    const names = alone.has(place)
      ? []
      : Object.keys({ ...lock[place].dependencies, ...lock[place].optionalDependencies });
    const on = names.map((name) => nearest(place, name)).filter(Boolean);
    found.set(place, on);
    closure(on, alone, found);
  }
  return found;
}

/** Finds the place of a package as another one resolves it: in its own folder, or in one further up. */
function nearest(from, name) {
  const own = `${from}/node_modules/${name}`;
  if (lock[own]) return own;
  const up = from.lastIndexOf('/node_modules/');
  return up < 0 ? lock[`node_modules/${name}`] && `node_modules/${name}` : nearest(from.slice(0, up), name);
}

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const purl = (place) => `pkg:npm/${nameOf(place).replace('@', '%40')}@${lock[place].version}`;
const licenses = (license) => [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }];

function component(place, files) {
  const { version, integrity, license } = lock[place];
  const [, group, name] = /^(?:(@[^/]+)\/)?(.+)$/.exec(nameOf(place));
  const [algorithm, hash] = integrity.split('-');
  return {
    type: 'library',
    'bom-ref': purl(place),
    ...(group && { group }),
    name,
    version,
    scope: 'required',
    // The hash is that of the registry's archive.
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }],
    licenses: licenses(license),
    purl: purl(place),
    ...(files && {
      properties: [...files].sort().map((file) => ({ name: 'payframe:bundled-in', value: file })),
    }),
  };
}
