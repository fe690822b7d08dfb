import { type Loader, transform } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { entries } from './exports.js';
import { type Snippet, snippetsOf, texts } from './markdown.js';

const written = [...texts].filter(([path]) => !path.startsWith('docs/api/'));
const snippets = written.flatMap(([path, text]) => snippetsOf(path, text));

const LOADERS: Record<string, Loader> = { js: 'js', jsx: 'jsx', ts: 'ts', tsx: 'tsx' };

const PAGES = new Set(['html', 'svelte', 'vue']);

/** The scripts in a piece of HTML or in a component of Vue or Svelte, as pieces of their own; any other is its own script. */
const scriptsOf = ({ language, code }: Snippet): { loader: Loader; code: string }[] => {
  if (!PAGES.has(language)) {
    const loader = LOADERS[language];
    return loader ? [{ loader, code }] : [];
  }
  const found = code.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g);
  return [...found].map(([, attributes = '', script = '']) => ({
    loader: attributes.includes('lang="ts"') ? 'ts' : 'js',
    code: script,
  }));
};

const place = ({ path, line }: Snippet) => `${path}:${line}`;
const withScripts = snippets.filter((snippet) => scriptsOf(snippet).length > 0);

test('the guides have code in each language', () => {
  const languages = new Set(withScripts.map(({ language }) => language));
  expect([...languages]).toEqual(expect.arrayContaining(['js', 'jsx', 'ts', 'html']));
});

describe.each(withScripts)('the code of $path:$line', (snippet) => {
  test('parses', async () => {
    for (const { loader, code } of scriptsOf(snippet)) {
      await expect(
        transform(code, { loader, jsx: 'preserve', sourcefile: place(snippet) }),
      ).resolves.toBeTruthy();
    }
  });

  test('imports what there is', () => {
    for (const [, list = '', entry = ''] of snippet.code.matchAll(
      /import \{([^}]*)\} from '(payframe(?:\/\w+)?)'/g,
    )) {
      const names = list.split(',').map(
        (name) =>
          name
            .replace(/^\s*type /, '')
            .trim()
            .split(' ')[0],
      );
      expect([...(entries.get(entry) ?? [])]).toEqual(expect.arrayContaining(names.filter(Boolean)));
    }
  });
});

test.each(snippets.filter(({ language }) => language === 'json'))(
  'the JSON of $path:$line parses',
  ({ code }) => {
    expect(() => JSON.parse(code)).not.toThrow();
  },
);
