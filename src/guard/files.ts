import { existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** File to scan. */
export interface Target {
  path: string;
  /** Whether a `.env` file is one that is served, and not a project's own. */
  allVariables: boolean;
}

const MAGIC = /[*?{]/;

/**
 * Returns the files that paths, globs and directories name, each once.
 *
 * @throws if one of them names nothing.
 */
export function collectFiles(patterns: string[]): Target[] {
  const targets = new Map<string, Target>();
  for (const pattern of patterns) {
    const found = MAGIC.test(pattern) && !existsSync(pattern) ? matching(pattern) : filesAt(pattern);
    if (!found.length) throw new Error(`${pattern} names no file.`);
    for (const target of found) targets.set(resolve(target.path), target);
  }
  return [...targets.values()];
}

function filesAt(path: string): Target[] {
  if (!existsSync(path)) throw new Error(`There is no file or directory ${path}.`);
  return statSync(path).isDirectory() ? filesIn(path) : [{ path, allVariables: false }];
}

/**
 * Returns all files below a directory. It follows links, because a server does so, but enters no directory
 * twice.
 */
export function filesIn(directory: string, entered = new Set<string>()): Target[] {
  const real = realpathSync(directory);
  if (entered.has(real)) return [];
  entered.add(real);
  const isProject = existsSync(join(directory, 'package.json'));
  return readdirSync(directory)
    .sort()
    .filter((name) => name !== '.git' && !(isProject && name === 'node_modules'))
    .flatMap((name) => {
      const path = join(directory, name);
      const stat = follow(path);
      if (stat?.isDirectory()) return filesIn(path, entered);
      return stat?.isFile() ? [{ path, allVariables: !isProject }] : [];
    });
}

/** Follows a link. A link without a target is not served either. */
const follow = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

function matching(pattern: string): Target[] {
  const normal = pattern.split(sep).join('/');
  const fixed = normal.slice(0, normal.search(MAGIC));
  const root = fixed.slice(0, fixed.lastIndexOf('/') + 1) || '.';
  if (!existsSync(root)) return [];
  const wanted = globToRegExp(normal.replace(/^\.\//, ''));
  return filesIn(root).filter(({ path }) => wanted.test(path.split(sep).join('/')));
}

const TOKEN = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g;

/**
 * Converts a glob to a regular expression. `*` and `?` stay within a directory, `**` does not, and `{a,b}` is
 * a choice.
 */
export function globToRegExp(glob: string): RegExp {
  const source = glob.replace(TOKEN, (token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (/^\{.*,.*\}$/.test(token)) return `(?:${token.slice(1, -1).split(',').map(literal).join('|')})`;
    return literal(token);
  });
  return new RegExp(`^${source}$`);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
