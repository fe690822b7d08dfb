import { isPage, linkTo } from './pages.js';

interface Group {
  text: string;
  items: { text: string; link: string }[];
}

/** The groups of the sidebar: the rows of README's table of what is written where. */
export function groupsIn(readme: string): Group[] {
  const [, table = ''] = readme.split('| you want to | read |\n| --- | --- |\n');
  const rows = table.slice(0, table.indexOf('\n\n')).split('\n');
  return rows.map((row) => {
    const [, aim = '', texts = ''] = row.split('|');
    return { text: capital(aim.trim()), items: linksIn(texts) };
  });
}

const linksIn = (texts: string) =>
  [...texts.matchAll(/\[([^\]]+)\]\(([^)#]+)(#[^)]+)?\)/g)]
    .filter(([, , path = '']) => isPage(path))
    .map(([, text = '', path = '', anchor = '']) => ({ text: capital(text), link: linkTo(path) + anchor }));

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
