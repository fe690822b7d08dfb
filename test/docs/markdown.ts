/** What Markdown files hold, as far as tests ask. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slugOf } from '../../scripts/site/.vitepress/slug.js';

const within = (folder: string) =>
  readdirSync(folder, { encoding: 'utf8', recursive: true }).map((path) => join(folder, path));

/** Every text that people read, by its path from the root. */
export const texts = new Map(
  [...readdirSync('.'), 'sandbox/README.md', ...within('docs'), ...within('examples')]
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

/** A piece of code, with the line that it begins on. */
export interface Snippet {
  path: string;
  line: number;
  language: string;
  code: string;
}

export function snippetsOf(path: string, text: string): Snippet[] {
  return [...text.matchAll(/^( *)```(\w*)(?: \[.+\])?\n([\s\S]*?)^ *```$/gm)].map(
    ({ index, 2: language = '', 3: code = '' }) => ({
      path,
      line: text.slice(0, index).split('\n').length + 1,
      language,
      code,
    }),
  );
}

/** The piece of code of a guide that has these words. */
export function snippetWith(guide: string, words: string): Snippet {
  const found = snippetsOf(guide, texts.get(guide) ?? '').find(({ code }) => code.includes(words));
  if (!found) throw new Error(`${guide} has no code with “${words}”.`);
  return found;
}

const withoutCode = (text: string) => text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');

/** Where its links and pictures lead, as they are written. */
export const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)|(?:href|src|srcset)="([^"]+)"/g)].map(
    ([, link, html]) => link ?? html ?? '',
  );

export interface Picture {
  source: string;
  alt: string;
  /** The pictures that readers see instead, by the condition for it. */
  others: Record<string, string>;
}

export function picturesOf(text: string): Picture[] {
  const inMarkdown = [...withoutCode(text).matchAll(/!\[([^\]]*)\]\(([^()\s]+)\)/g)].map(
    ([, alt = '', source = '']) => ({ source, alt, others: {} }),
  );
  const inHtml = [...withoutCode(text).matchAll(/<picture>([\s\S]*?)<\/picture>/g)].map(([, html = '']) => ({
    source: /<img src="([^"]*)"/.exec(html)?.[1] ?? '',
    alt: /alt="([^"]*)"/.exec(html)?.[1] ?? '',
    others: Object.fromEntries(
      [...html.matchAll(/media="([^"]+)" srcset="([^"]+)"/g)].map(([, media = '', source = '']) => [
        media,
        source,
      ]),
    ),
  }));
  return [...inMarkdown, ...inHtml];
}

/** What a link may name after `#`: its headings, as GitHub turns them into names, and anchors of its own. */
export function anchorsOf(text: string): Set<string> {
  const uses = new Map<string, number>();
  const headings = [...text.replace(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(
    ([, heading]) => {
      const slug = slugOf((heading ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
      const use = uses.get(slug) ?? 0;
      uses.set(slug, use + 1);
      return use ? `${slug}-${use}` : slug;
    },
  );
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id ?? '')]);
}
