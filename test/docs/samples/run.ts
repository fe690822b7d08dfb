/** Runs samples where the test is: each as the body of a function, with what the test and earlier samples have declared. */
import type { Script } from './modules.js';

// biome-ignore lint/suspicious/noExplicitAny: what samples declare is what tests examine
export type Scope = Record<string, any>;

/** What a line such as `paid.status; // paid` comes to, with what its comment says. */
export interface Shown {
  comment: string;
  value: unknown;
}

const AsyncFunction = (async () => {}).constructor as new (
  ...names: string[]
) => (...values: unknown[]) => Promise<Scope>;

/** Runs a script, and returns all that is declared then. What lines show goes into `shown`. */
export async function runScript(
  script: Pick<Script, 'code' | 'names'>,
  scope: Scope,
  shown: Shown[],
): Promise<Scope> {
  const show = (value: unknown, comment: string) => shown.push({ value, comment });
  const given: Scope = { load: (name: string) => import(name), ...scope, show_: show };
  const parameters = Object.keys(given).filter((name) => !script.names.includes(name));
  const body = functionBody(script);
  const declared = await new AsyncFunction(...parameters, body)(...parameters.map((name) => given[name]));
  return { ...scope, ...declared };
}

/** A script as the body of a function that returns what it declares. It loads modules by `load`, and shows values by `show_`. */
export const functionBody = ({ code, names }: Pick<Script, 'code' | 'names'>): string =>
  `${withoutModules(code)}\nreturn { ${names.join(', ')} };`;

const withoutModules = (code: string): string =>
  code
    .replace(/^import (?!type)(.+?) from (.+?);$/gms, (_, what: string, from: string) => loaded(what, from))
    .replace(/^import type .*$/gm, '')
    .replace(/^export (?=const|function|async|class)/gm, '')
    .replace(
      /^((?![\s/}]|const |let |await )[^;\n]*); \/\/ (.*)$/gm,
      (_, value, comment) => `show_(${value}, ${JSON.stringify(comment)});`,
    );

/** An `import`, as a function can have it. */
function loaded(what: string, from: string): string {
  const namespace = /^\* as (\w+)$/.exec(what)?.[1];
  if (namespace) return `const ${namespace} = await load(${from});`;
  const bindings = what.startsWith('{') ? what.replaceAll(' as ', ': ') : `{ default: ${what} }`;
  return `const ${bindings} = await load(${from});`;
}

/** Whether a value is what its comment says, where that is one word: `…` stands for anything in it, `X` for a letter or digit. */
export function isAsCommented({ comment, value }: Shown): boolean {
  const said = comment.replace(/: .*/, '');
  if (said.includes(' ')) return value !== undefined;
  const pattern = said
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('…', '.+')
    .replaceAll('X', '[0-9A-Z]');
  return new RegExp(`^${pattern}$`).test(String(value));
}
