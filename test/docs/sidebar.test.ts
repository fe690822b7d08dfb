import { expect, test } from 'vitest';
import { groupsIn } from '../../scripts/site/.vitepress/sidebar.js';
import { texts } from './markdown.js';

const linked = groupsIn(texts.get('README.md') ?? '').flatMap(({ items }) => items.map(({ link }) => link));

test('every guide is in README’s table, which the sidebar of the site is made from', () => {
  const guides = [...texts.keys()].flatMap((path) => /^docs\/([\w-]+)\.md$/.exec(path)?.[1] ?? []);
  expect(linked).toEqual(expect.arrayContaining(guides.map((name) => `/${name}`)));
});

test('a row of the table is a group, and what it links to that is no page is left out', () => {
  const readme = `text\n\n| you want to | read |\n| --- | --- |
| try it | [the sandbox](sandbox/README.md), [code](examples/html), [errors](docs/errors.md#codes) |\n\nmore [text](a.md)`;
  expect(groupsIn(readme)).toEqual([
    {
      text: 'Try it',
      items: [
        { text: 'The sandbox', link: '/sandbox' },
        { text: 'Errors', link: '/errors#codes' },
      ],
    },
  ]);
});
