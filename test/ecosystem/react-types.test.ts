/** What a strict TypeScript says of an app with the package's components, the package's own types included. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPackedShop, type PackedShop } from '../browser/packed-shop.js';
import { commandOf, run } from './commands.js';
import { ecosystemFolder } from './install.js';

const SETTINGS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  target: 'es2022',
  jsx: 'react-jsx',
  types: [],
};

const RESOLUTIONS = [
  { module: 'esnext', moduleResolution: 'bundler' },
  { module: 'node20', moduleResolution: 'node16' },
];

/** What people write, with what may be there and may not. */
const RIGHT = `import { loadPayframe, PayframeError, type PayframeCardElement } from 'payframe';
  import {
    CardElement, type CardElementProps, Elements, ElementsConsumer, type ElementsProps, useElements, usePayframe,
  } from 'payframe/react';
  import { createPayframeDouble, fillCard } from 'payframe/testing';
  import { useRef } from 'react';

  const controller = new AbortController();
  const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' }, { signal: controller.signal });
  payframe.catch((error: unknown) => error instanceof PayframeError && [error.attempts, error.url, error.cause]);

  type Props = Pick<CardElementProps, 'className' | 'onChange'> & { id?: string; theme?: ElementsProps['options'] };
  export const Shop = ({ className, id, onChange, theme }: Props) => (
    <Elements payframe={payframe} options={theme} onLoadError={undefined}>
      <CardElement id={id} className={className} options={undefined} onChange={onChange} onReady={(card) => card.focus()} />
      <ElementsConsumer>{({ elements }) => \`\${elements?.getElement(CardElement) !== null}\`}</ElementsConsumer>
    </Elements>
  );
  export function Pay(props: CardElementProps) {
    const card = useRef<PayframeCardElement>(null);
    const [payframe, elements] = [usePayframe(), useElements()];
    async function pay() {
      const element = elements?.getElement(CardElement);
      if (!payframe || !element) return;
      const made = await payframe.createPaymentMethod({ type: 'card', card: element, signal: controller.signal });
      const token = await payframe.createToken(element, {}, { signal: controller.signal });
      return made.error ? made.error.code : [made.paymentMethod.id, token.token?.id];
    }
    return <button onClick={pay}><CardElement {...props} ref={card} /></button>;
  }
  export const pays = () => fillCard(document.body, { number: '4242' }).then(() => createPayframeDouble());`;

/** What they mistype, with what they are told. */
const WRONG: [string, RegExp][] = [
  ['<Elements />', /'payframe' is missing/],
  ['<Elements payframe="pk_test_…" />', /'string' is not assignable/],
  [
    '<Elements payframe={null} options={{ locale: 5 }} />',
    /'number' is not assignable to type 'ElementLocale/,
  ],
  ['<CardElement options={{ hideIkon: true }} />', /'hideIkon' does not exist/],
  ['<CardElement onChnge={() => {}} />', /'onChnge' does not exist/],
  ['<CardCvcElement onChange={(event) => event.brand} />', /'brand' does not exist/],
  ['<CardElement ref={(node: HTMLDivElement | null) => {}} />', /'HTMLDivElement/],
];

const named = WRONG.map(([markup, message], index) => ({ file: `wrong-${index}.tsx`, markup, message }));

let shop: PackedShop;

beforeAll(async () => {
  shop = await openPackedShop(`${ecosystemFolder}.cache/react-types-`, { type: 'module' });
  await shop.write('right.tsx', RIGHT);
  for (const { file, markup } of named)
    await shop.write(
      file,
      `import { CardCvcElement, CardElement, Elements } from 'payframe/react';
      export const all = [CardCvcElement, CardElement, Elements, ${markup}];`,
    );
});
afterAll(() => shop?.remove());

/** What the compiler says; of one complaint that goes on in further lines, these are indented. */
async function complaints(settings: object, files: string[]): Promise<string[]> {
  await shop.write('tsconfig.json', JSON.stringify({ compilerOptions: { ...SETTINGS, ...settings }, files }));
  const said = await run(shop.folder, [commandOf('tsc'), '-p', '.']).catch((error: Error) => error.message);
  return said.split(/\n(?! )/).filter((line) => line.includes('error TS'));
}

test.each(RESOLUTIONS)('an app has no error, nor has the package: $moduleResolution', async (settings) => {
  expect(await complaints(settings, ['right.tsx'])).toEqual([]);
});

describe('an app', () => {
  let told: string[];
  beforeAll(async () => {
    told = await complaints(
      RESOLUTIONS[0] as object,
      named.map(({ file }) => file),
    );
  });

  test.each(named)('is told what is wrong with $markup', ({ file, message }) => {
    expect(told.filter((line) => line.startsWith(file))).toEqual([expect.stringMatching(message)]);
  });
});
