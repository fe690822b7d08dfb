/** The commands of the guides, line by line, by what they start. */
import { samples } from './modules.js';

export interface ShellLine {
  guide: string;
  /** The command, without its comment, and what a `\` has broken in one. */
  text: string;
  /** What the comment beside it says. */
  comment: string;
}

/** What runs a line: the tests do it themselves, but for scripts of npm, which have to be there, and what other tests name. */
export type ShellKind = 'npm' | 'start' | 'ask' | 'payframe' | 'curl' | 'other';

export const shellSamples = samples.filter(({ language }) => language === 'sh');

const shellLines: ShellLine[] = shellSamples.flatMap(({ path, code }) =>
  code
    .replace(/ *\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => {
      const [, text = '', comment = ''] = /^(.*?)(?:(?:^|\s+)#\s?(.*))?$/.exec(line) ?? [];
      return { guide: path, text: text.trim(), comment };
    })
    .filter(({ text }) => text !== ''),
);

const COMMANDS_OF_A_RUNNING_ONE = /payframe-sandbox (?:listen|trigger|fixtures|logs|dashboard)\b/;

function kindOf({ text }: ShellLine): ShellKind {
  if (COMMANDS_OF_A_RUNNING_ONE.test(text)) return 'ask';
  // The database, the image and the build of others than a reader's machine are named.
  if (/^(?:DATABASE_URL=|docker |npm ci )/.test(text)) return 'other';
  if (/(?:^|\s)payframe-sandbox\b/.test(text)) return 'start';
  if (/(?:^|\s)(?:npx payframe|payframe-guard)\b/.test(text)) return 'payframe';
  if (/^(?:[A-Z_]+=\S+ )*(?:npm|npx vitest)\b/.test(text)) return 'npm';
  return text.startsWith('curl ') ? 'curl' : 'other';
}

export const linesOf = (kind: ShellKind): ShellLine[] => shellLines.filter((line) => kindOf(line) === kind);
