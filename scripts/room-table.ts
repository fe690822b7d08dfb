/**
 * Writes the table of rooms in `CONTRIBUTING.md` from `scripts/rooms.ts`. `npm run contract`; a test fails
 * when it is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { withGenerated } from './generated-part.js';
import { type Room, rooms } from './rooms.js';

export const ROOMS_FILE = 'CONTRIBUTING.md';

/** Folders whose imports are not checked. */
const OTHERS = [
  ['examples', 'pages that people open, and a service', 'the built SDK'],
  ['sandbox/deploy', 'image, compose file, nginx and systemd unit, for operators', ''],
  ['docs', 'the guides; in `docs/api` the reference that `npm run reference` writes from the types', ''],
  ['scripts', 'installs, builds and starts it, and writes the generated parts of the docs', 'all'],
  [
    'test',
    'by realm; `test/browser` for tests in a real browser, `test/attacks` for attacks, `test/ecosystem` for the tools that shops use, `test/soak` for `npm run soak`',
    'all',
  ],
  ['bench', 'the measurements of `npm run bench`', 'all'],
] as const;

function row([path, { what, imports = [], types = [], packages = [] }]: [string, Room]): string {
  const named =
    packages === 'any' ? ['packages'] : packages.map((name) => (name === 'node:' ? 'Node' : `\`${name}\``));
  const may = [
    ...imports.map((name) => `\`${within(path, name)}\``),
    ...types.map((name) => `\`${within(path, name)}\` (types only)`),
    ...named,
  ];
  return `| \`${path}\` | ${what} | ${may.join(', ') || 'nothing'} |`;
}

/** Returns a room's name among its neighbours: `kernel` in the sandbox, `keys` in `src`. */
function within(path: string, name: string): string {
  const home = path.startsWith('sandbox/') ? 'sandbox/src/' : 'src/';
  return name.startsWith(home) ? name.slice(home.length) : name;
}

export const roomTable = (): string =>
  [
    '| room | what | may import |',
    '| --- | --- | --- |',
    ...Object.entries(rooms).map(row),
    ...OTHERS.map(([path, what, may]) => `| \`${path}\` | ${what} | ${may} |`),
  ].join('\n');

/** Returns the page with the table in its place. */
export const withRoomTable = (page: string): string => withGenerated(page, 'rooms', 'contract', roomTable());

if (import.meta.url === `file://${process.argv[1]}`)
  writeFileSync(ROOMS_FILE, withRoomTable(readFileSync(ROOMS_FILE, 'utf8')));
