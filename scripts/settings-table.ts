/**
 * Writes the tables of `docs/configuration.md` from the settings of the sandbox's command. `npm run contract`; a
 * test fails when they are out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Flag, variableOf } from '../sandbox/src/main/flags.js';
import { settings, type Variable, variables } from '../sandbox/src/main/settings.js';
import { withGenerated } from './generated-part.js';

export const SETTINGS_FILE = 'docs/configuration.md';

function flagRow([name, flag]: [string, Flag]): string {
  const code = (text: string) => `\`${text}\``;
  const names = [variableOf(name), flag.alsoFrom].flatMap((one) => one ?? []).map(code);
  const cells = [
    code(`--${[name, flag.takes].filter(Boolean).join(' ')}`),
    names.join(' or '),
    described(flag),
    flag.default === undefined ? '' : code(flag.default),
  ];
  return `| ${cells.join(' | ')} |`;
}

const described = ({ what, more }: Variable) => [what, more].filter(Boolean).join('. ');

/** Returns the tables: the flags with their variables, then what is only a variable. */
export const settingTables = (): string =>
  [
    '| flag | variable | what it does | default |',
    '| --- | --- | --- | --- |',
    ...Object.entries<Flag>(settings).map(flagRow),
    '',
    '| only a variable | what it does |',
    '| --- | --- |',
    ...Object.entries<Variable>(variables).map(
      ([name, variable]) => `| \`${name}\` | ${described(variable)} |`,
    ),
  ].join('\n');

/** Returns the page with the tables in their place. */
export const withSettingTables = (page: string): string =>
  withGenerated(page, 'settings', 'contract', settingTables());

if (import.meta.url === `file://${process.argv[1]}`)
  writeFileSync(SETTINGS_FILE, withSettingTables(readFileSync(SETTINGS_FILE, 'utf8')));
