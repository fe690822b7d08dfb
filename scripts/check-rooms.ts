/**
 * Checks every import of `src` and `sandbox/src` against the rules of `scripts/rooms.ts`, and finds circles
 * of files and of subjects. `npm run check`; it exits with 1 if something is wrong.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { exceptions, REGISTRY, type Room, rooms } from './rooms.js';

/** An import by one file, of another file or of a package. */
export interface Import {
  from: string;
  /** A path in the repository, or the name of a package or of a module in it. */
  to: string;
  /** Whether it imports only types. */
  isType: boolean;
  isPackage: boolean;
}

export interface Rules {
  rooms: Record<string, Room>;
  exceptions: Record<string, string>;
}

/** Returns every import of the source files in these folders. */
export const importsIn = (folders: string[]): Import[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path))
      .flatMap((path) => importsOf(path, readFileSync(path, 'utf8'))),
  );

/** Returns the imports of one file: static and dynamic ones, and its exports from others. */
export function importsOf(
  from: string,
  code: string,
  exists: (path: string) => boolean = existsSync,
): Import[] {
  const { module, errors } = parseSync(from, code);
  if (errors[0]) throw new Error(`${from}: ${errors[0].message}`);
  const found = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({ name: moduleRequest.value, entries })),
    ...module.staticExports.flatMap(({ entries }) => {
      const name = entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value;
      return name === undefined ? [] : [{ name, entries }];
    }),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      name: code.slice(start + 1, end - 1),
      entries: [],
    })),
  ];
  return found.map(({ name, entries }) => ({
    from,
    to: name.startsWith('.') ? resolved(from, name, exists) : name,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
    isPackage: !name.startsWith('.'),
  }));
}

/** Finds the file of an import. Source files import each other as `x.js`, and are named `x.ts` or `x.tsx`. */
function resolved(from: string, name: string, exists: (path: string) => boolean): string {
  const path = posix.join(posix.dirname(from), name);
  const found = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find(exists);
  if (found) return found;
  throw new Error(`${from} imports ${name}, which is not there.`);
}

/** Returns the faults, one sentence each. */
export function faults(imports: Import[], rules: Rules): string[] {
  const refused = new Map<string, string>();
  for (const one of imports) {
    if (!isAllowed(one, rules.rooms)) refused.set(arrow(one), 'rooms.ts does not allow it.');
    else if (!isThroughIndex(one, rules.rooms))
      refused.set(arrow(one), 'import the index.ts of its folder instead.');
  }
  return [
    ...[...refused].filter(([one]) => !(one in rules.exceptions)).map(([one, why]) => `${one}: ${why}`),
    ...outdated(rules.exceptions, new Set(refused.keys())),
    ...circlesIn(imports).map((files) => `A circle of files: ${files.join(', ')}.`),
    ...circlesIn(betweenSubjects(imports, rules.rooms)).map(
      (folders) => `A circle of folders: ${folders.join(', ')}.`,
    ),
  ];
}

const outdated = (exceptions: Record<string, string>, found: Set<string>): string[] =>
  Object.keys(exceptions)
    .filter((one) => !found.has(one))
    .map((one) => `${one} is no exception any more: take it from rooms.ts.`);

const arrow = ({ from, to }: Import) => `${from} → ${to}`;

function isAllowed({ from, to, isType, isPackage }: Import, all: Record<string, Room>): boolean {
  const own = roomOf(from, all);
  const { imports = [], types = [], packages = [] } = all[own] ?? {};
  if (isPackage)
    return (
      isType || packages === 'any' || packages.some((name) => to === name || to.startsWith(prefix(name)))
    );
  const room = roomOf(to, all);
  return room === own || imports.includes(room) || (isType && types.includes(room));
}

/** Tells whether an import of another subject names the file that is open to others. */
function isThroughIndex({ from, to, isPackage }: Import, all: Record<string, Room>): boolean {
  if (isPackage || !all[roomOf(to, all)]?.hasIndex) return true;
  const subject = subjectOf(to, all);
  if (subject === subjectOf(from, all) || to === `${subject}/index.ts`) return true;
  return from === REGISTRY && to === `${subject}/resource.ts`;
}

/**
 * Returns the room of a file, or in a divided room its folder. A file outside of those folders is a subject
 * itself.
 */
function subjectOf(path: string, all: Record<string, Room>): string {
  const room = roomOf(path, all);
  if (!all[room]?.isDivided) return room;
  const folder = posix.dirname(path);
  return folder === room ? path : folder;
}

const betweenSubjects = (imports: Import[], all: Record<string, Room>): Import[] =>
  imports
    .filter(({ isPackage }) => !isPackage)
    .map((one) => ({ ...one, from: subjectOf(one.from, all), to: subjectOf(one.to, all) }))
    .filter(({ from, to }) => from !== to);

const prefix = (name: string) => (name.endsWith(':') ? name : `${name}/`);

function roomOf(path: string, all: Record<string, Room>): string {
  const around = Object.keys(all).filter((room) => path === room || path.startsWith(`${room}/`));
  const nearest = around.sort((a, b) => b.length - a.length)[0];
  if (nearest !== undefined) return nearest;
  throw new Error(`${path} is in no room: rooms.ts has to say what it may import.`);
}

/** Returns the files, or the subjects, that reach each other by imports: Tarjan's algorithm. */
export function circlesIn(imports: Import[]): string[][] {
  const graph = new Map<string, string[]>();
  for (const { from, to, isPackage } of imports)
    if (!isPackage) graph.set(from, [...(graph.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];

  const visit = (file: string): number => {
    order.set(file, order.size);
    let low = order.size - 1;
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === order.get(file)) {
      const circle = stack.splice(stack.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return low;
  };

  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const wrong = faults(importsIn(['src', 'sandbox/src']), { rooms, exceptions });
  for (const line of wrong) process.stderr.write(`${line}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}
