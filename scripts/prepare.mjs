/**
 * npm runs this before it packs the package: for `npm pack`, `npm publish`, and an install from git, which gets the
 * sources. It builds them. In a clone npm also runs it after an install; there the other commands build when they need it.
 */
import { buildIfStale } from './build.mjs';

const { npm_command: command, INIT_CWD: startedIn } = process.env;
const installsOwnPackages = /^(ci|install)$/.test(command ?? '') && startedIn?.startsWith(process.cwd());

if (!installsOwnPackages) await buildIfStale();
