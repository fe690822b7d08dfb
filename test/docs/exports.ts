/** The names that each entry of the package exports, values and types, as its sources say. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

interface Manifest {
  exports: Record<string, string | { import: { types: string } }>;
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** By the name that is imported: `payframe`, `payframe/react`, …. */
export const entries = new Map(
  Object.entries(exports).flatMap(([path, target]): [string, Set<string>][] =>
    typeof target === 'string'
      ? []
      : [[posix.join('payframe', path), namesIn(sourceOf(target.import.types))]],
  ),
);

function sourceOf(types: string): string {
  return types.replace('./dist/types', 'src').replace(/\.d\.ts$/, '.ts');
}

function namesIn(file: string): Set<string> {
  const text = readFileSync(file, 'utf8');
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
    list.split(','),
  );
  const listed = lists.map((entry) => /(\w+)\s*$/.exec(entry)?.[1] ?? '');
  const declared = [
    ...text.matchAll(/^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm),
  ].map(([, name]) => name ?? '');
  const others = [...text.matchAll(/^export (?:type )?\* from '(.+)'/gm)].map(([, path]) =>
    namesIn(sourceBeside(file, path ?? '')),
  );
  return new Set([...listed, ...declared, ...others.flatMap((names) => [...names])].filter(Boolean));
}

function sourceBeside(file: string, path: string): string {
  return posix.join(posix.dirname(file), path.replace(/\.js$/, '.ts'));
}
