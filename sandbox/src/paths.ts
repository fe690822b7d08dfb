import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// This module runs as `src/paths.ts` or bundled into `dist/`: one folder below the package either way.
const inPackage = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Folder of the SQL migrations: where drizzle-kit writes them, or in a published package the build's copy.
 */
export const migrationsFolder = firstThatExists(inPackage('drizzle'), inPackage('dist/drizzle'));

/** Dump of an empty, migrated PGlite database, written by the build. */
export const templateFile = inPackage('dist/template.tar.gz');

/** Folder of the fonts of PDFs: the copy in the package, or the package that they come from. */
export const fontsFolder = firstThatExists(
  inPackage('dist/fonts'),
  inPackage('../node_modules/dejavu-fonts-ttf/ttf'),
);

/** Folder of the texts of hosted pages: where they are written, or in a published package the build's copy. */
export const localesFolder = firstThatExists(inPackage('src/hosted/locales'), inPackage('dist/locales'));

/** Folder of the documentation's site, if it has been built. */
export const documentationFolder = inPackage('dist/docs');

/** Folder of the frames and the SDK: the copy in the package, or the repository's own build. */
export const defaultHostDir = firstThatExists(inPackage('dist/host'), inPackage('../dist/host'));

function firstThatExists(...paths: [string, ...string[]]): string {
  return paths.find((path) => existsSync(path)) ?? paths[0];
}
