import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGuard } from '../../src/guard/command.js';
import { globToRegExp } from '../../src/guard/files.js';
import { runPayframe } from '../../src/guard/payframe.js';
import { withhold } from '../../src/guard/withhold.js';
import { base64, hidingPlaces, key, kinds, publishable, secretLive, sourceMap } from './make-keys.js';

const start = process.cwd();
const folders: string[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'payframe-guard-'));
  folders.push(folder);
  process.chdir(folder);
});
afterEach(() => process.chdir(start));
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

function write(files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, content);
  }
}

function run(...args: string[]): { code: number; out: string; err: string } {
  const printed = { out: '', err: '' };
  const code = runGuard(args, {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
  });
  return { code, ...printed };
}

const found = (...args: string[]): string[] => {
  const { findings } = JSON.parse(run(...args, '--format', 'json').out);
  return findings.map(({ file }: { file: string }) => file);
};

const leak = `a();\nb("${secretLive}");\n`;

describe('payframe-guard', () => {
  it('exits 0 where there is no secret key', () => {
    write({ 'dist/app.js': `a("${publishable}")`, 'dist/b.css': '' });
    expect(run('dist/')).toEqual({ code: 0, out: 'No secret key in 2 files.\n', err: '' });
  });

  it('exits 1 where there is one, and names file, line, column, kind and mode', () => {
    write({ 'dist/app.js': leak });
    const { code, out, err } = run('dist');
    expect(code).toBe(1);
    expect(out).toContain(`${join('dist', 'app.js')}:2:4  live secret key sk_live_…\n`);
    expect(out).toContain('Roll each of these keys first');
    expect(err).toBe('');
  });

  it('names the original file that a source map tells', () => {
    write({ 'dist/app.js.map': sourceMap(`const key = '${secretLive}';`) });
    expect(run('dist').out).toContain('\n    from ../src/pay.ts:1:14\n');
    write({
      'dist/b.js': `b('${secretLive}')`,
      'dist/b.js.map': '{"version":3,"sources":["../src/b.ts"],"names":[],"mappings":"AAAA,EAEE"}',
    });
    expect(run('dist/b.js').out).toContain('    from ../src/b.ts:3:3\n');
  });

  it('takes files, directories and globs, and looks at each file once', () => {
    write({ 'dist/a.js': leak, 'dist/sub/b.js': leak, 'dist/sub/c.txt': leak, 'other/d.js': leak });
    const at = (...parts: string[]) => join('dist', ...parts);
    expect(found('dist/a.js')).toEqual(['dist/a.js']);
    expect(found('dist', 'dist/a.js')).toHaveLength(3);
    expect(found('dist/*.js')).toEqual([at('a.js')]);
    expect(found('./dist/**/*.js')).toEqual([at('a.js'), at('sub', 'b.js')]);
    expect(found('**/*.{js,txt}')).toHaveLength(4);
    expect(found('dist/s?b/b*')).toEqual([at('sub', 'b.js')]);
  });

  it('follows links, and ends where they go in circles', () => {
    write({ 'assets/a.js': leak, 'dist/index.html': '' });
    symlinkSync(join(folder, 'assets'), 'dist/assets');
    symlinkSync(join(folder, 'dist'), 'dist/again');
    symlinkSync(join(folder, 'nowhere'), 'dist/nowhere');
    expect(found('dist')).toEqual([join('dist', 'assets', 'a.js')]);
  });

  it('leaves a project’s packages and history alone, but not packages that are part of the output', () => {
    write({
      'package.json': '{}',
      'node_modules/x/a.js': leak,
      '.git/a': leak,
      'dist/node_modules/x/b.js': leak,
    });
    expect(found('.')).toEqual([join('dist', 'node_modules', 'x', 'b.js')]);
  });

  it('lets a project’s .env hold secrets, but not one that is served', () => {
    write({ 'package.json': '{}', '.env': `KEY=${secretLive}\n`, 'dist/.env': `KEY=${secretLive}\n` });
    expect(found('.')).toEqual([join('dist', '.env')]);
    expect(found('.env')).toEqual([]);
    write({ '.env': `NEXT_PUBLIC_KEY=${secretLive}\n` });
    expect(run('.env').out).toContain(
      '.env:1:17  live secret key sk_live_…, in NEXT_PUBLIC_KEY, which a bundler puts into the page\n',
    );
  });

  it('reads compressed files', () => {
    write({ 'dist/a.js.gz': gzipSync(leak), 'dist/b.js.br': brotliCompressSync(leak), 'dist/c.js.gz': leak });
    expect(found('dist')).toHaveLength(3);
    expect(run('dist/a.js.gz').out).toContain('a.js.gz:2:4');
  });

  it.each([
    ['nothing to look at', [], /Name what to look at, such as dist\/, or --staged\.\n\nSee --help\./],
    ['an unknown option', ['--fix', 'dist'], /Unknown option '--fix'/],
    ['an unknown format', ['--format', 'xml', 'dist'], /--format takes text, json or sarif, not 'xml'/],
    ['paths with --staged', ['--staged', 'dist'], /leave the paths out/],
    ['a missing path', ['dist'], /There is no file or directory dist\./],
    ['a glob that names nothing', ['dist/*.js'], /dist\/\*\.js names no file\./],
  ])('exits 2 for %s', (_name, args, message) => {
    const { code, out, err } = run(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  it('explains itself', () => {
    const { code, out } = run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/--staged.*--format text\|json\|sarif/s);
  });

  it('is a command of payframe', () => {
    write({ 'dist/app.js': leak });
    let out = '';
    const output = { out: (text: string) => (out += text), err: (text: string) => (out += text) };
    expect(runPayframe(['guard', 'dist'], output)).toBe(1);
    expect(runPayframe(['--help'], output)).toBe(0);
    expect(runPayframe([], output)).toBe(2);
    expect(runPayframe(['gaurd'], output)).toBe(2);
    expect(out).toContain("There is no command 'gaurd'.");
  });
});

it.each([
  ['*.js', 'a.js', 'b/a.js'],
  ['a/**', 'a/b/c', 'b/a'],
  ['**/a.js', 'a.js', 'b.js'],
  ['a/{b,c.d}.js', 'a/c.d.js', 'a/cxd.js'],
  ['a?.js', 'ab.js', 'a/.js'],
  ['a{b.js', 'a{b.js', 'ab.js'],
])('the glob %s means %s and not %s', (glob, yes, no) => {
  expect(globToRegExp(glob).test(yes)).toBe(true);
  expect(globToRegExp(glob).test(no)).toBe(false);
});

describe('--staged', () => {
  const git = (...args: string[]) => execFileSync('git', args, { stdio: 'pipe' });
  beforeEach(() => {
    git('init', '--quiet');
    git('config', 'user.email', 'test@example.com');
    git('config', 'user.name', 'Test');
    git('config', 'commit.gpgsign', 'false');
  });

  it('looks at what is staged, whatever is on disk', () => {
    write({ 'a.js': leak, 'b.js': 'b();' });
    git('add', '.');
    write({ 'a.js': 'a();', 'b.js': leak });
    expect(found('--staged')).toEqual(['a.js']);
    expect(run('--staged').code).toBe(1);
    git('add', 'a.js');
    expect(run('--staged')).toEqual({ code: 0, out: 'No secret key in 2 files.\n', err: '' });
  });

  it('looks at what the commit changes, and not at what is there already', () => {
    write({ 'old.js': leak, 'c.js': 'c();' });
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    expect(run('--staged').code).toBe(0);
    write({ 'c.js': leak, 'sub/with space\nand line é.js': leak, 'empty.js': '' });
    git('rm', '--quiet', '--cached', 'old.js');
    git('add', 'c.js', 'sub', 'empty.js');
    process.chdir('sub');
    expect(found('--staged')).toEqual(['c.js', 'sub/with space\ufffdand line é.js']);
  });

  it('looks at each of hundreds of files', () => {
    write(
      Object.fromEntries(Array.from({ length: 450 }, (_, at) => [`f${at}.js`, at % 100 ? `a(${at})` : leak])),
    );
    git('add', '.');
    expect(found('--staged')).toEqual(['f0.js', 'f100.js', 'f200.js', 'f300.js', 'f400.js']);
  });

  it('takes a secret in a .env file for a leak under every name', () => {
    write({ '.env': `SECRET_KEY=${secretLive}` });
    git('add', '.');
    expect(found('--staged')).toEqual(['.env']);
  });

  it('stops a commit as a hook, and lets it pass once the key is out', () => {
    const command = join(start, 'src/guard/guard-command.ts');
    const loader = pathToFileURL(createRequire(join(start, 'package.json')).resolve('tsx'));
    const hook = `#!/bin/sh\nexec '${process.execPath}' --import '${loader}' '${command}' --staged\n`;
    writeFileSync('.git/hooks/pre-commit', hook, { mode: 0o755 });
    const commit = () => spawnSync('git', ['commit', '--message', 'pay'], { encoding: 'utf8' });
    write({ 'a.js': leak });
    git('add', '.');
    write({ 'a.js': 'a();' });
    const refused = commit();
    expect(refused.status).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('a.js:2:4  live secret key sk_live_…');
    git('add', '.');
    expect(commit()).toMatchObject({ status: 0 });
  }, 30_000);

  it('says so where there is no repository', () => {
    rmSync('.git', { recursive: true });
    const { code, err } = run('--staged');
    expect(code).toBe(2);
    expect(err).toMatch(/--staged could not read what is staged\. .*not a git repository/is);
  });
});

describe('the formats', () => {
  beforeEach(() => {
    write({
      'dist/my app.js': leak,
      'dist/app.js.map': sourceMap(`const key = '${key('rk', 'test', secretLive.slice(8))}';`),
    });
  });

  it('json has each finding and the count of files', () => {
    expect(JSON.parse(run('dist', '--format', 'json').out)).toEqual({
      findings: [
        expect.objectContaining({
          kind: 'restricted',
          mode: 'test',
          prefix: 'rk_test_',
          file: join('dist', 'app.js.map'),
        }),
        {
          file: join('dist', 'my app.js'),
          line: 2,
          column: 4,
          kind: 'secret',
          mode: 'live',
          prefix: 'sk_live_',
          hiding: 'none',
        },
      ],
      files: 2,
    });
  });

  it('sarif is a log of version 2.1.0 with rules, places and no snippet', () => {
    const { out, code } = run('dist', '--format', 'sarif');
    expect(code).toBe(1);
    const log = JSON.parse(out);
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toMatch(/sarif-2\.1\.0/);
    const [{ tool, results, columnKind }] = log.runs;
    expect(columnKind).toBe('utf16CodeUnits');
    expect(results).toHaveLength(2);
    for (const { ruleId, ruleIndex, level, message } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(level).toBe('error');
      expect(message.text).toMatch(/^Found a /);
    }
    expect(results[1].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'dist/my%20app.js' },
          region: { startLine: 2, startColumn: 4 },
        },
      },
    ]);
    expect(results[0].relatedLocations[0].physicalLocation.artifactLocation.uri).toBe('../src/pay.ts');
    expect(out).not.toContain('snippet');
  });

  it('sarif without a finding has no result', () => {
    write({ 'clean/a.js': 'a()' });
    expect(JSON.parse(run('clean', '--format', 'sarif').out).runs[0].results).toEqual([]);
  });
});

describe('no output holds more of a key than its prefix', () => {
  const formats = ['text', 'json', 'sarif'];
  /** No five characters in a row of what comes after the prefix, as they are, in a URL, or in base64. */
  const expectNone = (output: string, prefix: string, secret: string) => {
    const texts = [output, decodeURIComponent(output.replaceAll(/%(?![\da-f]{2})/gi, '%25'))];
    const rests = [...secret.slice(prefix.length)].map((_, at) => secret.slice(prefix.length + at));
    const encoded = [...secret].map((_, at) => base64(secret.slice(at)));
    const parts = [...rests.map((rest) => rest.slice(0, 5)), ...encoded.map((rest) => rest.slice(0, 10))];
    const shown = parts.filter((part) => part.length >= 5 && texts.some((text) => text.includes(part)));
    expect(shown).toEqual([]);
  };

  it.each(formats)(
    'as %s, whatever the kind and the hiding place',
    (format) => {
      const places = Object.values(hidingPlaces);
      for (const [at, [, , , secret]] of kinds.entries()) {
        write(Object.fromEntries(places.map((hide, place) => [`out/${at}/${place}.js`, hide(secret)])));
      }
      const { out, err } = run('out', '--format', format);
      for (const [prefix, , , secret] of kinds) expectNone(out + err, prefix, secret);
    },
    60_000,
  );

  it.each(formats)('as %s, where files, originals and variables are named by keys', (format) => {
    for (const [prefix, , , secret] of kinds) {
      rmSync('out', { recursive: true, force: true });
      const names = [
        secret,
        `app-${secret}.js`,
        `app.${secret}.chunk`,
        encodeURIComponent(`key=${secret}`),
        base64(secret),
      ];
      const folderNames = names.map((name) => `out/${name}/${name}.js`);
      write(Object.fromEntries(folderNames.map((name) => [name, leak.replace(secretLive, secret)])));
      const map = JSON.parse(sourceMap(secret));
      map.sources = [`webpack://${secret}/a.ts`, `../${base64(secret)}/${secret}.ts?${secret}`];
      write({ 'out/a.js.map': JSON.stringify(map) });
      write({ 'out/package.json': '{}', 'out/.env': `VITE_${secret}=${secret}` });
      const { code, out, err } = run('out', '--format', format);
      expect(code).toBe(1);
      expectNone(out + err, prefix, secret);
    }
  });

  it('where the command line has a key', () => {
    for (const [prefix, , , secret] of kinds) {
      for (const args of [
        [secret],
        [`--${secret}`],
        ['--format', secret],
        [`dist/${secret}*`],
        [base64(secret)],
      ]) {
        const { code, out, err } = run(...args);
        expect(code).toBe(2);
        expectNone(out + err, prefix, secret);
      }
      let printed = '';
      const output = { out: () => {}, err: (text: string) => (printed += text) };
      expect(runPayframe([secret], output)).toBe(2);
      expectNone(printed, prefix, secret);
    }
  });

  it('where a message has it in pieces', () => {
    expect(withhold(`a ${hidingPlaces['a sum']?.(secretLive)} b`)).toBe('sk_live_…');
    expect(withhold('nothing of the kind: sk_live_…')).toBe('nothing of the kind: sk_live_…');
  });

  it('nor what would write elsewhere on a terminal', () => {
    write({ 'dist/\u001b[2J\u202ea.js': leak });
    expect(run('dist').out).toContain('\ufffd[2J\ufffda.js');
  });
});
