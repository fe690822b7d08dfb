/** Only its folder knows a type of payment method: the rest of the platform asks its definition. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LACKING } from '../../sandbox/src/methods/lacking.js';
import { methods } from '../../sandbox/src/methods/registry.js';
import { importsIn } from '../../scripts/check-rooms.js';
import { METHODS_FILE, withMethodTable } from '../../scripts/method-table.js';

const SOURCE = 'sandbox/src';

/** The files that may name a type, each with the reason. */
const EXCEPTIONS: Record<string, string> = {
  'main/not-here.ts': 'a resource of the public API has the name of a type: crypto',
  'request-log/redact-params.ts':
    'whatever is sent as a card is not logged, also where it is sent by mistake',
  'resources/balance/balance.ts':
    'the ledger does not say by which type money came: a balance shows all of it as of cards',
  'resources/checkout-sessions/session-view.ts':
    'the page of a custom Checkout is shown saved cards, as in the public API',
  'resources/external-accounts/routes.ts':
    'a debit card that an account is paid out to is an object of this name',
  'resources/tokenizing/saved-card.ts': 'a saved card to be copied is a parameter of this name',
  'kernel/secrets.ts':
    'the key that hashes card numbers is derived from this word; with another one all of them change',
};

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .filter((path) => !methods.types.some((type) => path.startsWith(folderOf(type))));

function folderOf(type: string): string {
  return `methods/${type.replaceAll('_', '-')}/`;
}

/** The types that a source text names: as text, as a property or as a key. Comments may speak of them. */
function namedIn(code: string): string[] {
  const bare = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^import .*$|^} from .*$/gm, '');
  return methods.types.filter((type) => {
    const camel = type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [type, camel].some((name) =>
      new RegExp(`['"\`]${name}['"\`]|\\.${name}\\b|\\[${name}\\]|[{(,]\\s*${name}\\s*[,:})]`).test(bare),
    );
  });
}

test('the search finds a type that is named', () => {
  for (const code of ["type === 'card'", 'method.card', 'const { card } = method', '{ sepaDebit: 1 }'])
    expect(namedIn(code)).toHaveLength(1);
  expect(namedIn('// a card\n/** the card */ const cardholder = type;')).toEqual([]);
});

test('no file outside of its folder names a type of payment method', () => {
  const naming = files.filter(
    (path) => path !== 'methods/registry.ts' && namedIn(readFileSync(join(SOURCE, path), 'utf8')).length > 0,
  );
  expect(naming).toEqual(Object.keys(EXCEPTIONS).sort());
});

test('no file but the registry imports from the folder of a type', () => {
  const importing = importsIn([SOURCE])
    .filter(({ from, to }) =>
      methods.types.some((type) => {
        const folder = `${SOURCE}/${folderOf(type)}`;
        return to.startsWith(folder) && !from.startsWith(folder);
      }),
    )
    .map(({ from }) => from);
  expect([...new Set(importing)]).toEqual([`${SOURCE}/methods/registry.ts`]);
});

test('every type that the public API names is here, or is said to be lacking', () => {
  const types = readFileSync('node_modules/stripe/esm/resources/PaymentMethods.d.ts', 'utf8');
  // The first union is that of a PaymentMethod.
  const union = /type Type = ((?:'\w+' \| )+)/.exec(types)?.[1] ?? '';
  const named = [...union.matchAll(/'(\w+)'/g)].map(([, type]) => String(type));
  expect(named).toEqual(expect.arrayContaining(['card', 'sepa_debit']));
  expect(named.filter((type) => !methods.find(type)).sort()).toEqual(Object.keys(LACKING).sort());
});

test('the guide to payment methods has the types as they are defined', () => {
  const page = readFileSync(METHODS_FILE, 'utf8');
  expect(withMethodTable(page)).toBe(page);
});
