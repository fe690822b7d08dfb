/** What a strict TypeScript says of the guides' samples, with the types that the package is published with. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Folder, writeFolder } from './samples/folder.js';
import { type Script, samples, scriptOf } from './samples/modules.js';

/** Guides whose samples need packages that only `test/ecosystem` installs, which builds and runs them. */
const OF_THE_ECOSYSTEM = ['docs/frameworks.md'];

const scripts = samples
  .filter(({ path }) => !OF_THE_ECOSYSTEM.includes(path))
  .flatMap((sample) => scriptOf(sample) ?? []);

const SETTINGS = {
  strict: true,
  target: 'es2022',
  lib: ['es2024', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  resolveJsonModule: true,
  allowJs: true,
  jsx: 'react-jsx',
  types: ['node'],
  typeRoots: ['../../node_modules/@types'],
  skipLibCheck: true,
  noEmit: true,
};

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const GIVEN = '../../test/docs/samples/*.d.ts';

/** What the compiler says, each line with the sample's place in its guide. */
function complaintsAbout(folder: Folder, scripts: Script[], settings: object): Promise<string[]> {
  const config = {
    compilerOptions: { ...SETTINGS, ...settings },
    include: [GIVEN, ...scripts.map(({ file }) => file)],
  };
  folder.write('tsconfig.json', JSON.stringify(config));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [tsc, '-p', folder.path, '--pretty', 'false'],
      { cwd: folder.path },
      (_, said) => {
        resolve(
          said
            .split('\n')
            .filter(Boolean)
            .map((line) => inGuide(line, scripts)),
        );
      },
    );
  });
}

function inGuide(line: string, scripts: Script[]): string {
  const [, path = '', row, text] = /^(.+)\((\d+),\d+\): error (.+)/.exec(line) ?? [];
  const script = scripts.find(({ file }) => file === path);
  return script ? `${script.guide}:${script.line + Number(row) - 1}: ${text}` : line;
}

/** The compiler takes two seconds, and on a busy machine many more. */
const SLOWLY = { timeout: 120_000 };

/** JavaScript has no way to say the type of a parameter, and everything else is as strict. */
test('every sample compiles under strict TypeScript', SLOWLY, async () => {
  const folder = writeFolder(scripts);
  try {
    expect(await complaintsAbout(folder, scripts, { checkJs: true, noImplicitAny: false })).toEqual([]);
    const typed = scripts.filter(({ file }) => /\.tsx?$/.test(file));
    expect(typed.length).toBeGreaterThan(5);
    expect(await complaintsAbout(folder, typed, { checkJs: false })).toEqual([]);
  } finally {
    folder.remove();
  }
});

test('a sample with a mistake is named by its line in the guide', SLOWLY, async () => {
  const code = "\nconst { token } = await payframe.createTokn('card');";
  const sample = scriptOf({ path: 'docs/wrong.md', line: 7, language: 'js', code }) as Script;
  const folder = writeFolder([sample]);
  try {
    expect(await complaintsAbout(folder, [sample], { checkJs: true })).toEqual([
      expect.stringMatching(/^docs\/wrong\.md:8: .*'createTokn' does not exist/),
    ]);
  } finally {
    folder.remove();
  }
});
