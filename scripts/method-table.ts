/**
 * Writes the table of `docs/payments.md` from the definitions of the sandbox's payment methods. `npm run
 * contract`; a test fails when the table is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Method } from '../sandbox/src/methods/method.js';
import { methods } from '../sandbox/src/methods/registry.js';
import { countriesOf } from '../src/contract/offered-methods.js';
import { withGenerated } from './generated-part.js';

export const METHODS_FILE = 'docs/payments.md';

const HEAD = [
  '| type | what | pays in | holders in | needs of its holder | captured later | saved as | mandate |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
];

function row(method: Method): string {
  const { type, noun, currencies, required, capturesLater, savedAs, mandate } = method;
  const cells = [
    `\`${type}\``,
    noun,
    currencies === 'all' ? 'every currency' : currencies.map((code) => code.toUpperCase()).join(', '),
    countriesOf(method)?.sort().join(', ') ?? 'every country',
    required.map((path) => `\`${path}\``).join(', '),
    capturesLater ? 'yes' : 'no',
    savedAs === null ? 'no' : savedAs === 'itself' ? 'itself' : `\`${savedAs}\``,
    mandate ? 'yes' : 'no',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Returns the table, in the order of the registry. */
export const methodTable = (): string => [...HEAD, ...methods.all.map(row)].join('\n');

/** Returns the page with the table in its place. */
export const withMethodTable = (page: string): string =>
  withGenerated(page, 'methods', 'contract', methodTable());

if (import.meta.url === `file://${process.argv[1]}`)
  writeFileSync(METHODS_FILE, withMethodTable(readFileSync(METHODS_FILE, 'utf8')));
