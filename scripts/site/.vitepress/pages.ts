/** Where the repository's texts stand in the site. */

const MOVED: Record<string, string> = {
  'README.md': 'index.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  // `docs/security.md` is another page.
  'SECURITY.md': 'reporting.md',
};

/** Whether a file of the repository, by its path from the root, is a page of the site. */
export const isPage = (path: string) => path in MOVED || /^(docs|examples|sandbox)\/.*\.md$/.test(path);

/** The file that a page is written to, from the site's root. */
export const addressOf = (path: string) =>
  MOVED[path] ??
  path
    .replace(/^docs\//, '')
    .replace(/^sandbox\/README/, 'sandbox')
    .replace(/\bREADME\.md$/, 'index.md');

/** The address that a link leads to, from the site's root, without its ending. */
export const linkTo = (path: string) => `/${addressOf(path)}`.replace(/(index)?\.md$/, '');
