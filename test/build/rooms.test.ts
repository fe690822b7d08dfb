import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { circlesIn, faults, importsIn, importsOf } from '../../scripts/check-rooms.js';
import { ROOMS_FILE, withRoomTable } from '../../scripts/room-table.js';
import { exceptions, rooms } from '../../scripts/rooms.js';

/** What the rules say of these files, each with its text. */
function faultsOf(files: Record<string, string>, rules = {}): string[] {
  const imports = Object.entries(files).flatMap(([path, code]) =>
    importsOf(path, code, (found) => found in files),
  );
  return faults(imports, { rooms, exceptions: {}, ...rules });
}

test('every import of the source keeps to the rooms', () => {
  const imports = importsIn(['src', 'sandbox/src']);
  expect(imports.length).toBeGreaterThan(1000);
  expect(faults(imports, { rooms, exceptions })).toEqual([]);
});

test('the table of rooms in CONTRIBUTING.md is the one that is checked', () => {
  const page = readFileSync(ROOMS_FILE, 'utf8');
  expect(withRoomTable(page)).toBe(page);
});

test.each([
  ['a value', "import { text } from '../frame/texts.js';"],
  ['a type', "import type { Text } from '../frame/texts.js';"],
  ['what it passes on', "export { text } from '../frame/texts.js';"],
  ['a chunk for later', "const later = () => import('../frame/texts.js');"],
])('the page cannot import %s of the frame', (_, code) => {
  expect(faultsOf({ 'src/page/a.ts': code, 'src/frame/texts.ts': '' })).toEqual([
    'src/page/a.ts → src/frame/texts.ts: rooms.ts does not allow it.',
  ]);
});

test('a binding can import types of the page, and nothing that runs', () => {
  const page = { 'src/page/index.ts': '' };
  expect(faultsOf({ ...page, 'src/vue/a.ts': "import type { Element } from '../page/index.js';" })).toEqual(
    [],
  );
  expect(
    faultsOf({ ...page, 'src/vue/a.ts': "import { type Element, load } from '../page/index.js';" }),
  ).toEqual(['src/vue/a.ts → src/page/index.ts: rooms.ts does not allow it.']);
});

test('the page can import no package, and the kernel no resource', () => {
  expect(
    faultsOf({
      'src/page/a.ts': "import 'lodash';",
      'sandbox/src/kernel/a.tsx': "import '../resources/customers/table.js';",
      'sandbox/src/resources/customers/table.ts': "import { eq } from 'drizzle-orm';",
    }),
  ).toEqual([
    'src/page/a.ts → lodash: rooms.ts does not allow it.',
    'sandbox/src/kernel/a.tsx → sandbox/src/resources/customers/table.ts: rooms.ts does not allow it.',
  ]);
});

test('an exception that nothing needs any more is told', () => {
  const [from, to] = ['src/keys/a.ts', 'src/wire/b.ts'];
  const files = { [from]: "import '../wire/b.js';", [to]: '' };
  const known = { exceptions: { [`${from} → ${to}`]: 'for now' } };
  expect(faultsOf(files, known)).toEqual([]);
  expect(faultsOf({ [from]: '' }, known)).toEqual([
    `${from} → ${to} is no exception any more: take it from rooms.ts.`,
  ]);
});

test('a circle of files is told, of types too', () => {
  const circle = {
    'src/wire/a.ts': "import type { B } from './b.js';",
    'src/wire/b.ts': "export * from './c.js';",
    'src/wire/c.ts': "import { a } from './a.js';",
    'src/wire/d.ts': "import { a } from './a.js';",
  };
  const files = ['src/wire/a.ts', 'src/wire/b.ts', 'src/wire/c.ts'];
  expect(faultsOf(circle)).toEqual([`A circle of files: ${files.join(', ')}.`]);
});

test('a resource sees another one only through its index, and the registry its definition', () => {
  const [customers, charges] = ['sandbox/src/resources/customers', 'sandbox/src/resources/charges'];
  const files = {
    [`${customers}/index.ts`]: "export { find } from './find.js';",
    [`${customers}/find.ts`]: '',
    [`${customers}/resource.ts`]: '',
  };
  const fault = (from: string, to: string) => `${from} → ${to}: import the index.ts of its folder instead.`;
  const deep = `${charges}/a.ts`;
  expect(faultsOf({ ...files, [deep]: "import { find } from '../customers/index.js';" })).toEqual([]);
  expect(faultsOf({ ...files, [deep]: "import type { Find } from '../customers/find.js';" })).toEqual([
    fault(deep, `${customers}/find.ts`),
  ]);
  expect(faultsOf({ ...files, [deep]: "import '../customers/resource.js';" })).toEqual([
    fault(deep, `${customers}/resource.ts`),
  ]);
  const registry = 'sandbox/src/resources/registry.ts';
  expect(faultsOf({ ...files, [registry]: "import './customers/resource.js';" })).toEqual([]);
});

test('a circle of folders is told where no files import each other in one', () => {
  const [customers, charges] = ['sandbox/src/resources/customers', 'sandbox/src/resources/charges'];
  const files = {
    [`${customers}/index.ts`]: "import type { Charge } from '../charges/index.js';",
    [`${customers}/resource.ts`]: '',
    [`${charges}/index.ts`]: '',
    [`${charges}/list.ts`]: "import { find } from '../customers/index.js';",
  };
  expect(faultsOf(files)).toEqual([`A circle of folders: ${charges}, ${customers}.`]);
});

test('a file outside every room, and an import of nothing, are told', () => {
  expect(() => faultsOf({ 'src/new/a.ts': "import '../keys/b.js';", 'src/keys/b.ts': '' })).toThrow(
    'src/new/a.ts is in no room',
  );
  expect(() => faultsOf({ 'src/keys/a.ts': "import './gone.js';" })).toThrow('./gone.js, which is not there');
});

test('two circles that do not touch are two', () => {
  const edge = (from: string, to: string) => ({ from, to, isType: false, isPackage: false });
  expect(circlesIn([edge('a', 'b'), edge('b', 'a'), edge('b', 'c'), edge('c', 'd'), edge('d', 'c')])).toEqual(
    [
      ['c', 'd'],
      ['a', 'b'],
    ],
  );
});
