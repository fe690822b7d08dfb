import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.js';

/** A setting of a command: a flag, which is also an environment variable. */
export interface Flag {
  /** What the flag takes, as the help names it: `N`, `FILE`. A flag without it is a switch. */
  takes?: string;
  /** Whether the flag may be given more than once. Its variable has several values, separated by commas. */
  isList?: true;
  /** Value where neither the flag nor a variable is given. */
  default?: string;
  /** A variable that others set, such as a platform. That of the flag itself wins. */
  alsoFrom?: string;
  /** What it does, for the help. */
  what: string;
  /** What else the reference in `docs` says, in Markdown. */
  more?: string;
}

/** The value of a setting, and the flag or variable that it comes from, for errors. */
export interface Given<Value> {
  value: Value;
  from: string;
}

type ValueOf<One extends Flag> = One['takes'] extends string
  ? One['isList'] extends true
    ? Given<string[]>
    : One['default'] extends string
      ? Given<string>
      : Given<string> | undefined
  : Given<boolean>;

export type Settings<Flags> = { [Name in keyof Flags]: ValueOf<Flags[Name] & Flag> };

/** The flag that every command has. It is no setting. */
const HELP = { help: { what: 'print this' } };

/** Returns the variable of a flag: `PAYFRAME_FORWARD_TO` for `--forward-to`. */
export const variableOf = (name: string): string => `PAYFRAME_${name.toUpperCase().replaceAll('-', '_')}`;

/**
 * Reads the settings of a command: from its flags, else from the variables, else their defaults. An empty
 * variable counts as none. Returns `undefined` where `--help` is among the flags.
 *
 * @throws UsageError for a flag that does not exist, and for a flag or a switch with a wrong value.
 */
export function readSettings<Flags extends Record<string, Flag>>(
  flags: Flags,
  args: string[],
  env: NodeJS.ProcessEnv,
): Settings<Flags> | undefined {
  const given = parse({ ...flags, ...HELP }, args);
  if (given.help) return undefined;
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, settingOf(name, flag, given[name], env)]),
  ) as Settings<Flags>;
}

type Parsed = string | boolean | (string | boolean)[] | undefined;

function parse(flags: Record<string, Flag>, args: string[]): Record<string, Parsed> {
  const options = Object.entries(flags).map(([name, { takes, isList = false }]) => [
    name,
    { type: takes ? 'string' : 'boolean', multiple: isList },
  ]);
  try {
    return parseArgs({ args, options: Object.fromEntries(options) }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function settingOf(
  name: string,
  flag: Flag,
  given: Parsed,
  env: NodeJS.ProcessEnv,
): Given<unknown> | undefined {
  if (given !== undefined) return { value: given, from: `--${name}` };
  const variable = [variableOf(name), flag.alsoFrom].find((one) => one && env[one]);
  const text = variable && env[variable];
  if (variable && text) return { value: read(flag, variable, text), from: variable };
  if (!flag.takes) return { value: false, from: `--${name}` };
  if (flag.isList) return { value: [], from: `--${name}` };
  return flag.default === undefined ? undefined : { value: flag.default, from: `--${name}` };
}

function read({ takes, isList }: Flag, variable: string, text: string): unknown {
  if (isList) return text.split(',');
  return takes ? text : readSwitch(variable, text);
}

const SWITCH: Record<string, boolean> = { 1: true, true: true, 0: false, false: false };

function readSwitch(variable: string, text: string): boolean {
  const value = SWITCH[text];
  if (value !== undefined) return value;
  throw new UsageError(`${variable} is a switch: it takes 1 or true, 0 or false, not '${text}'.`);
}

const COLUMN = 15;

/** Returns the lines of a help text that list the flags. */
export const listFlags = (flags: Record<string, Flag>): string =>
  Object.entries({ ...flags, ...HELP })
    .map(([name, flag]: [string, Flag]) => {
      const head = `  --${[name, flag.takes].filter(Boolean).join(' ')}`;
      const what = flag.default === undefined ? flag.what : `${flag.what} (${flag.default})`;
      return head.length < COLUMN ? `${head.padEnd(COLUMN)}${what}` : `${head}\n${' '.repeat(COLUMN)}${what}`;
    })
    .join('\n');
