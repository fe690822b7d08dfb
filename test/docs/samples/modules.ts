/** The scripts of the guides' samples, each as a file that a compiler reads or a runtime starts. */
import { dirname, join, relative } from 'node:path/posix';
import { type BindingPattern, type ImportDeclaration, parseSync, type Statement } from 'oxc-parser';
import { type Snippet, snippetsOf, texts } from '../markdown.js';

/** A sample's script. */
export interface Script {
  guide: string;
  /** The line of the guide that it begins on. */
  line: number;
  /** The file that it would be: named by its first comment, or after its line. */
  file: string;
  code: string;
  /** The names that it declares or imports at the top, and those of them that it exports itself. */
  names: string[];
  exported: string[];
}

const SCRIPTS = new Set(['js', 'jsx', 'ts', 'tsx']);

const PAGES = new Set(['html', 'svelte', 'vue']);

/** The samples of what people read, without those of the reference, which has none. */
export const samples: Snippet[] = [...texts]
  .filter(([path]) => !path.startsWith('docs/api/') && !path.startsWith('docs/decisions/'))
  .flatMap(([path, text]) => snippetsOf(path, text));

/** The script of a sample: itself, or those in a piece of HTML or in a component, as one. Others have none. */
export function scriptOf(sample: Snippet): Script | undefined {
  const { language, code } = sample;
  if (SCRIPTS.has(language)) return asScript(sample, language, code);
  if (language === 'diff') return scriptOf(afterChange(sample));
  if (!PAGES.has(language)) return undefined;
  const found = [...code.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
  const isTyped = found.some(([, attributes = '']) => attributes.includes('lang="ts"'));
  // Other lines are left empty, so that the script's keep their numbers.
  const blank = code.replace(/<script[^>]*>[\s\S]*?<\/script>|[^\n]/g, (part) =>
    part.length > 1 ? part : '',
  );
  const script = blank.replace(/<\/?script[^>]*>/g, '');
  return script.trim() ? asScript(sample, isTyped ? 'ts' : 'js', script) : undefined;
}

/** What a change that is shown comes to: its new lines. */
export function afterChange(sample: Snippet): Snippet {
  const code = sample.code.replace(/^(?:\+(.*)|.*)$/gm, '$1');
  return { ...sample, code, language: code.includes('<script') ? 'html' : 'js' };
}

/** A piece of code, with the names that it declares. */
export const scriptIn = (language: string, code: string): Pick<Script, 'code' | 'names' | 'exported'> => ({
  code,
  ...namesIn(code, language),
});

function asScript(sample: Snippet, language: string, code: string): Script {
  const named = /^(?:\/\/|<!--) ([\w./-]+\.m?[jt]sx?)\b/.exec(sample.code)?.[1];
  return {
    guide: sample.path,
    line: sample.line,
    file: join(sample.path.replace(/\.md$/, ''), named ?? `line-${sample.line}.${language}`),
    ...scriptIn(language, code),
  };
}

function namesIn(code: string, language: string): Pick<Script, 'names' | 'exported'> {
  const { program } = parseSync(`sample.${language === 'js' ? 'jsx' : language}`, code, {
    sourceType: 'module',
  });
  const named = (statements: typeof program.body) =>
    statements.flatMap((statement) => namesOf(statement as Statement));
  return {
    names: named(program.body),
    exported: named(program.body.filter(({ type }) => type === 'ExportNamedDeclaration')),
  };
}

function namesOf(statement: Statement): string[] {
  switch (statement.type) {
    case 'ImportDeclaration':
      if (statement.importKind === 'type') return [];
      return statement.specifiers.filter(isValue).map(({ local }) => local.name);
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => namesBoundBy(id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return statement.id ? [statement.id.name] : [];
    case 'ExportNamedDeclaration':
      return statement.declaration ? namesOf(statement.declaration as Statement) : [];
    default:
      return [];
  }
}

const isValue = (specifier: ImportDeclaration['specifiers'][number]) =>
  !('importKind' in specifier && specifier.importKind === 'type');

function namesBoundBy(pattern: BindingPattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesBoundBy(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) =>
        element ? namesBoundBy(element.type === 'RestElement' ? element.argument : element) : [],
      );
    default:
      return namesBoundBy(pattern.left);
  }
}

/** Scripts as files, by their paths: each may use what an earlier one of its guide has declared. */
export function filesOf(scripts: Script[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const [at, script] of scripts.entries()) {
    const { file, code, names, exported } = script;
    const earlier = scripts.slice(0, at).filter(({ guide }) => guide === script.guide);
    const declared = new Map(
      earlier.flatMap((other) => other.names.map((name) => [name, other.file] as const)),
    );
    const used = [...declared].filter(([name]) => !names.includes(name) && uses(code, name));
    const imports = used.map(([name, from]) => `import { ${name} } from '${pathTo(from, file)}';`);
    const others = names.filter((name) => !exported.includes(name));
    files.set(file, `${imports.join(' ')}${code}\nexport { ${others.join(', ')} };\n`);
  }
  return files;
}

const uses = (code: string, name: string) => new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(code);

function pathTo(file: string, from: string): string {
  const path = relative(dirname(from), file).replace(/\.tsx?$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}
