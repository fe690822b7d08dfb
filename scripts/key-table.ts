/**
 * Writes the table of `docs/keys.md` from the routes of the sandbox: the keys that may call each. `npm run
 * contract`; a test fails when the table is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { accessOf, type Route } from '../sandbox/src/kernel/http/route.js';
import { registry } from '../sandbox/src/resources/registry.js';
import { withGenerated } from './generated-part.js';

export const KEYS_FILE = 'docs/keys.md';

const HEAD = [
  '| method | path | resource | publishable | secret | restricted | for connected accounts |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

function row({ method, path, resource, keys, platformOnly }: Route): string {
  const isForSecret = keys.includes('secret');
  const cells = [
    method,
    `\`${path}\``,
    resource,
    keys.includes('publishable') ? 'yes' : 'no',
    isForSecret ? 'yes' : 'no',
    isForSecret ? `\`${resource}=${accessOf({ method })}\`` : 'no',
    platformOnly ? 'no' : 'yes',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Returns the table, by path. */
export const keyTable = (): string =>
  [
    ...HEAD,
    ...[...registry.routes].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))).map(row),
  ].join('\n');

/** Returns the page with the table in its place. */
export const withKeyTable = (page: string): string => withGenerated(page, 'routes', 'contract', keyTable());

if (import.meta.url === `file://${process.argv[1]}`)
  writeFileSync(KEYS_FILE, withKeyTable(readFileSync(KEYS_FILE, 'utf8')));
