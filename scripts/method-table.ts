/**
 * Writes the tables of `docs/payment-methods.md` from the definitions of the sandbox's payment methods. `npm run
 * contract`; a test fails when the table is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { LACKING } from '../sandbox/src/methods/lacking.js';
import type { Method } from '../sandbox/src/methods/method.js';
import { methods } from '../sandbox/src/methods/registry.js';
import { countriesOf } from '../src/contract/offered-methods.js';
import { withGenerated } from './generated-part.js';

export const METHODS_FILE = 'docs/payment-methods.md';

const HEAD = [
  '| type | name | flow | currencies | customers in | requires | captured later | saved as | mandate | refunds | disputes |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
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
    yesOrNo(method.refundable),
    yesOrNo(dispute !== undefined),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Returns the table, in the order of the registry. */
export const methodTable = (): string => [...HEAD, ...methods.all.map(row)].join('\n');

/** Returns the table of the types that the public API has, and the platform does not. */
const lackingTable = (): string =>
  [
    '| type | why it is not here |',
    '| --- | --- |',
    ...Object.entries(LACKING).map(([type, reason]) => `| \`${type}\` | it ${reason} |`),
  ].join('\n');

/** Returns the page with the tables in their places. */
export const withMethodTable = (page: string): string =>
  withGenerated(
    withGenerated(page, 'methods', 'contract', methodTable()),
    'lacking methods',
    'contract',
    lackingTable(),
  );

if (import.meta.url === `file://${process.argv[1]}`)
  writeFileSync(METHODS_FILE, withMethodTable(readFileSync(METHODS_FILE, 'utf8')));
