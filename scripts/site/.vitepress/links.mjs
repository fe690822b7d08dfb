import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPage, linkTo } from './pages.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Turns the relative links between the repository's files into links between the site's pages. What is linked and is no
 * page, such as a folder of code, stays as text.
 */
export function linkPages(md) {
  md.core.ruler.push('link_pages', ({ tokens, env }) => {
    const folder = posix.dirname((env.realPath ?? env.path).slice(root.length));
    for (const { children } of tokens) if (children) moveLinks(children, folder);
  });
}

function moveLinks(tokens, folder) {
  const open = [];
  for (const token of tokens) {
    if (token.type === 'link_open') open.push(moveLink(token, folder));
    else if (token.type === 'link_close' && open.pop().tag === 'span') asText(token, 'span_close');
  }
}

function moveLink(token, folder) {
  const href = token.attrGet('href');
  if (/^([a-z]+:|#)/.test(href)) return token;
  const [path, anchor] = decodeURI(href).split('#');
  const page = pageAt(posix.join(folder, path));
  if (page) token.attrSet('href', linkTo(page) + (anchor ? `#${anchor}` : ''));
  else asText(token, 'span_open');
  return token;
}

/** The page that a path of the repository stands for: a folder is its README. */
const pageAt = (path) =>
  [path, posix.join(path, 'README.md')].find((file) => isPage(file) && existsSync(root + file));

function asText(token, type) {
  Object.assign(token, { type, tag: 'span', attrs: null });
}
