/** The recipe "add an Element" of docs/architecture.md, followed in a copy of the tree: `voucher` is the folder. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A line outside the folder: behind the first line of its file that holds a text, or in the place of that line. */
interface Line {
  file: string;
  behind?: string;
  insteadOf?: string;
  line: string;
}

export const LINES: Line[] = [
  {
    file: 'src/wire/elements.ts',
    behind: 'iban: { country: string; bankName: string };',
    line: 'voucher: object;',
  },
  {
    file: 'src/wire/elements.ts',
    behind: 'export const ELEMENTS',
    line: "voucher: { path: 'voucher.html', title: 'voucher', details: {}, method: 'voucher' },",
  },
  {
    file: 'src/page/types/element-map.ts',
    insteadOf: "from './element.js'",
    line: "import type { ElementBase, ElementChangeEvent, ElementEvents, NamesOf, VisibilityOption } from './element.js';",
  },
  {
    file: 'src/page/types/element-map.ts',
    behind: 'export interface ElementMap',
    line: "voucher: { options: VisibilityOption; events: ElementEvents<'voucher'> & { change: ElementChangeEvent<'voucher'> } };",
  },
  {
    file: 'src/react/index.ts',
    behind: "elementComponent('iban')",
    line: "export const VoucherElement = /* @__PURE__ */ elementComponent('voucher');",
  },
  {
    file: 'src/vue/index.ts',
    behind: "elementComponent('iban')",
    line: "export const VoucherElement = /* @__PURE__ */ elementComponent('voucher');",
  },
  {
    file: 'src/testing/double/elements.ts',
    behind: 'iban/element.js',
    line: "import { voucher } from '../../frame/elements/voucher/element.js';",
  },
  {
    file: 'src/testing/double/elements.ts',
    behind: 'iban: (place)',
    line: "voucher: (place) => voucher(createFieldStage(place, 'voucher')),",
  },
];

/** English; the other locales have the same keys. */
const TEXTS = {
  title_voucher: 'Secure voucher input frame',
  label_voucher: 'Voucher code',
  incomplete_voucher: 'The voucher code is incomplete.',
  invalid_voucher: 'A voucher code begins with GIFT.',
};

/** The files that the build reads beside `src`. */
const BUILD = [
  'package-lock.json',
  'package.json',
  'rollup.config.mjs',
  'scripts',
  ...['build', 'drizzle', 'package.json', 'rollup.config.mjs', 'src'].map((name) => `sandbox/${name}`),
];

/** What the catalogue of errors says of the codes that those texts are for. */
const ERRORS: Line[] = [
  "incomplete_voucher: { ...FIELD, text: 'The voucher code is incomplete.', todo: 'The customer completes it.' },",
  "invalid_voucher: { ...FIELD, text: 'There is no such voucher.', todo: 'The customer corrects it.' },",
].map((line) => ({ file: 'src/contract/errors.ts', behind: 'export const errors =', line }));

/** Copies the tree to a folder of its own, and adds the Element. */
export function treeWithVoucher(): string {
  // In the repository, whose packages it needs.
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache/recipe-'));
  for (const name of ['src', 'tsconfig.json', ...BUILD])
    cpSync(name, join(folder, name), { recursive: true, filter: isOwn });
  cpSync('test/frame/recipe/voucher', join(folder, 'src/frame/elements/voucher'), { recursive: true });
  for (const line of [...LINES, ...ERRORS]) write(folder, line);
  const english = join(folder, 'src/frame/language/locales/en.json');
  writeFileSync(english, JSON.stringify({ ...JSON.parse(readFileSync(english, 'utf8')), ...TEXTS }));
  return folder;
}

/** Tools among the scripts may have installed packages of their own. */
const isOwn = (path: string) => !path.includes('node_modules');

function write(folder: string, { file, behind, insteadOf, line }: Line) {
  const path = join(folder, file);
  const lines = readFileSync(path, 'utf8').split('\n');
  const place = lines.findIndex((text) => text.includes(`${behind ?? insteadOf}`));
  if (place < 0) throw new Error(`${file} has no line with ${behind ?? insteadOf}.`);
  if (insteadOf) lines[place] = line;
  else lines.splice(place + 1, 0, line);
  writeFileSync(path, lines.join('\n'));
}
