/**
 * Writes the table of `docs/payment-methods.md` from the definitions of the sandbox's payment methods. `npm run
 * contract`; a test fails when the table is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Method } from '../sandbox/src/methods/method.js';
import { methods } from '../sandbox/src/methods/registry.js';
import { countriesOf } from '../src/contract/offered-methods.js';
import { withGenerated } from './generated-part.js';

export const METHODS_FILE = 'docs/payment-methods.md';

const HEAD = [
  '| type | name | flow | currencies | customers in | requires | captured later | saved as | mandate | disputes |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');

function row(method: Method): string {
  const { type, name, flow, currencies, required, capturesLater, savedAs, mandate, dispute } = method;
  const cells = [
    `\`${type}\``,
    name.replaceAll('|', '\\|'),
    flow,
    currencies === 'all' ? 'all' : currencies.map((code) => code.toUpperCase()).join(', '),
    countriesOf(method)?.sort().join(', ') ?? 'all countries',
    required.map((path) => `\`${path}\``).join(', '),
    yesOrNo(capturesLater),
    savedAs === null ? 'no' : savedAs === 'itself' ? 'itself' : `\`${savedAs}\``,
    yesOrNo(mandate !== undefined),
    yesOrNo(dispute !== undefined),
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
