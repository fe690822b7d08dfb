import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const METHODS = readdirSync('src/page/methods').map((name) => `src/page/methods/${name}`);
const MESSAGES = 'src/wire/messages.ts';
const PUBLIC = [
  {
    name: 'Payframe',
    types: 'src/page/types/payframe.ts',
    files: ['src/page/payframe.ts', 'src/page/later/call-later-method.ts', ...METHODS],
  },
  {
    name: 'PayframeElements',
    types: 'src/page/types/elements-group.ts',
    files: ['src/page/elements/elements.ts'],
  },
  { name: 'ElementBase', types: 'src/page/types/element.ts', files: ['src/page/elements/element.ts'] },
];

/** A property of an object literal that was deleted from a file, and the errors of the compiler that follow. */
interface Deletion {
  file: string;
  name: string;
  line: number;
  /** The copy of the file that lacks it. */
  copy: string;
  errors: string[];
}

let folder: string;
let deletions: Deletion[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'payframe-types-'));
  for (const room of ['contract', 'keys', 'wire', 'page'])
    cpSync(`src/${room}`, join(folder, room), { recursive: true });
  deletions = [MESSAGES, ...PUBLIC.flatMap(({ files }) => files)].flatMap(deleteEach);
  const errors = compile();
  for (const deletion of deletions)
    deletion.errors = errors.filter((line) => line.startsWith(`${deletion.copy}(`));
  // A whole file has none.
  expect(errors.filter((line) => !line.includes('.without-'))).toEqual([]);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a copy of a file for each property in it, without that property. */
function deleteEach(file: string): Deletion[] {
  const code = readFileSync(file, 'utf8');
  return propertiesOf(file, code).map(({ name, start, end }, index) => {
    const copy = file.replace(/^src\//, '').replace(/\.ts$/, `.without-${index}.ts`);
    writeFileSync(join(folder, copy), code.slice(0, start) + code.slice(end).replace(/^\s*,/, ''));
    return { file, name, line: code.slice(0, start).split('\n').length, copy, errors: [] };
  });
}

function propertiesOf(file: string, code: string) {
  const found: { name: string; start: number; end: number }[] = [];
  new Visitor({
    ObjectExpression({ properties }) {
      for (const property of properties) {
        const { start, end } = property;
        const key = property.type === 'Property' ? property.key : property.argument;
        found.push({ name: code.slice(key.start, key.end), start, end });
      }
    },
  }).visit(parseSync(file, code).program);
  return found;
}

/** What the compiler says, a line for each error. */
function compile(): string[] {
  const config = {
    extends: resolve('tsconfig.json'),
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ['.'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  try {
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder });
    return [];
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout).match(/^\S+\(\d+,\d+\): .*(?:\n +.*)*/gm) ?? [];
  }
}

/** The methods that an interface has, by its source. */
function methodsOf(file: string, name: string): string[] {
  const names = new Set<string>();
  const code = readFileSync(file, 'utf8');
  new Visitor({
    TSInterfaceDeclaration({ id, body }) {
      if (id.name !== name) return;
      for (const { type, ...member } of body.body)
        if (type === 'TSMethodSignature' && 'key' in member)
          names.add(code.slice(member.key.start, member.key.end));
    },
  }).visit(parseSync(file, code).program);
  return [...names];
}

const where = ({ file, line, name }: Deletion) => `${file}:${line} ${name}`;

describe.each(PUBLIC)('the public methods of $name', ({ name, types, files }) => {
  test.each(methodsOf(types, name))('%s is found by its name, and does not compile without it', (method) => {
    const missed = deletions
      .filter((one) => files.includes(one.file) && one.name === method)
      .filter(({ errors }) =>
        errors.some((line) => line.includes('missing') && line.includes(`'${method}'`)),
      );
    expect(missed).toHaveLength(1);
  });
});

test('the methods that other files make cannot be left out of the object that a page holds', () => {
  const spreads = deletions.filter(({ name }) => /Methods\(.*\)$/.test(name));
  expect(spreads).toHaveLength(2);
  for (const spread of spreads) expect(spread.errors, where(spread)).not.toEqual([]);
});

test('no check of a message or of what it holds can be left out', () => {
  const checks = deletions.filter(({ file }) => file === MESSAGES);
  expect(checks.length).toBeGreaterThan(50);
  expect(checks.filter(({ errors }) => errors.length === 0).map(where)).toEqual([]);
});
