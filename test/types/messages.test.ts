/** The first line of the compiler's message for each mistake that people make. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOX_PROPERTIES } from '../../src/frame/look/appearance-rules.js';

const TYPES =
  '"address" | "auBankAccount" | "card" | "cardCvc" | "cardExpiry" | "cardNumber" | "contactDetails" | "expressCheckout" | "iban" | "linkAuthentication" | "payment" | "paymentRequestButton" | "postalCode"';

/** What people write without a mistake. */
const RIGHT = [
  "elements.create('card', { hidePostalCode: true }).on('change', ({ brand }) => brand);",
  "if (found) void payframe.createPaymentMethod({ type: 'card', card: found });",
  "payframe.elements({ mode: 'payment', amount: 1099, currency: 'eur', loader: 'auto' });",
  "payframe.elements({ mode: 'setup' });",
  "payframe.elements({ clientSecret: 'pi_1_secret_2', locale: 'de', paymentMethodCreation: 'manual' });",
  'elements.update({ amount: 2099 });',
  "payframe.elements({ appearance: { variables: { colorPrimary: 'red', tabIconColor: 'red' } } });",
  "payframe.elements({ appearance: { rules: { '.Input:focus': { boxShadow: 'none' }, '.Label--floating': {} } } });",
  "payframe.elements({ appearance: { rules: { '.Input--invalid:hover::placeholder': { fontWeight: 500 } } } });",
  "if (error.code === 'code_of_the_upstream') throw error;",
];

/** Mistakes, each with the end of the line that names it and says what there is instead. */
const WRONG: [code: string, firstLine: string][] = [
  [
    "elements.create('payments');",
    `Argument of type '"payments"' is not assignable to parameter of type '${TYPES}'.`,
  ],
  [
    "elements.create('card', { hidePostcode: true });",
    "'hidePostcode' does not exist in type 'CardElementOptions'. Did you mean to write 'hidePostalCode'?",
  ],
  [
    "elements.create('card').update({ hidePostcode: true });",
    "'hidePostcode' does not exist in type 'Partial<CardElementOptions>'. Did you mean to write 'hidePostalCode'?",
  ],
  [
    "payframe.createPaymentMethod({ type: 'card', card: found });",
    `Type 'ElementOf<"card"> | null' is not assignable to type 'PayframeCardElement | PayframeCardNumberElement | { token: string; }'.`,
  ],
  [
    "payframe.confirmCardPayment('', { payment_method: { card: found } });",
    `Type 'ElementOf<"card"> | null' is not assignable to type 'PayframeCardElement | PayframeCardNumberElement | { token: string; }'.`,
  ],
  [
    "payframe.createPaymentMethod({ type: 'card', card: { number: '' } });",
    "'number' does not exist in type 'PayframeCardElement | PayframeCardNumberElement | { token: string; }'.",
  ],
  [
    "payframe.createPaymentMethod({ type: 'crad', card });",
    `Type '"crad"' is not assignable to type '"au_becs_debit" | "card" | "sepa_debit" | undefined'.`,
  ],
  [
    "payframe.createPaymentMethod({ type: 'card', card, billing_detials: {} });",
    "'billing_detials' does not exist in type 'CallOptions & CreatePaymentMethodData'. Did you mean to write 'billing_details'?",
  ],
  [
    "payframe.elements({ local: 'de' });",
    "'local' does not exist in type 'ElementsOptions'. Did you mean to write 'locale'?",
  ],
  [
    "payframe.elements({ mode: 'payment', amount: 1099, curency: 'eur' });",
    "'curency' does not exist in type 'ElementsOptionsModePayment'. Did you mean to write 'currency'?",
  ],
  [
    "payframe.elements({ mode: 'pay', amount: 1099, currency: 'eur' });",
    `Type '"pay"' is not assignable to type '"payment" | "setup" | "subscription"'.`,
  ],
  [
    "elements.update({ local: 'de' });",
    "'local' does not exist in type 'ElementsUpdateOptions'. Did you mean to write 'locale'?",
  ],
  [
    "payframe.elements({ appearance: { variables: { colorPrimry: 'red' } } });",
    "'colorPrimry' does not exist in type 'AppearanceVariables'. Did you mean to write 'colorPrimary'?",
  ],
  [
    "payframe.elements({ appearance: { rules: { '.Inptu': { color: 'red' } } } });",
    "''.Inptu'' does not exist in type 'AppearanceRules'.",
  ],
  [
    "payframe.elements({ appearance: { rules: { '.Input--invald': { color: 'red' } } } });",
    "''.Input--invald'' does not exist in type 'AppearanceRules'.",
  ],
  [
    "payframe.elements({ appearance: { rules: { '.Input': { colour: 'red' } } } });",
    "'colour' does not exist in type 'RuleDeclarations'. Did you mean to write 'color'?",
  ],
  [
    "elements.create('card').on('chnage', () => {});",
    `Argument of type '"chnage"' is not assignable to parameter of type '"blur" | "change" | "escape" | "focus" | "loaderror" | "networkschange" | "ready" | "visibility"'.`,
  ],
  [
    "elements.create('cardCvc').on('change', (event) => event.brand);",
    `Property 'brand' does not exist on type 'ElementChangeEvent<"cardCvc">'.`,
  ],
  [
    "card.on('change', ({ error }) => error?.code === 'incomplete_nmber');",
    `and '"incomplete_nmber"' have no overlap.`,
  ],
  [
    "export const declined: PayframeErrorCode = 'card_decline';",
    `Type '"card_decline"' is not assignable to type`,
  ],
  [
    "fillCard(document.body, { numbr: '4242' });",
    "'numbr' does not exist in type 'CardEntry'. Did you mean to write 'number'?",
  ],
  [
    'export const field = <CardElement options={{ hidePostcode: true }} />;',
    "'hidePostcode' does not exist in type 'CardElementOptions'. Did you mean to write 'hidePostalCode'?",
  ],
  [
    "export const group = <Elements payframe={null} options={{ local: 'de' }} />;",
    "'local' does not exist in type 'ElementsOptions'. Did you mean to write 'locale'?",
  ],
];

const HEAD = `import type { Payframe, PayframeCardElement, PayframeElements, PayframeError, PayframeErrorCode } from 'payframe';
import { CardElement, Elements } from 'payframe/react';
import { fillCard } from 'payframe/testing';
declare const payframe: Payframe, elements: PayframeElements, card: PayframeCardElement, error: PayframeError;
const found = elements.getElement('card');
export const used: unknown[] = [payframe, card, error, found, CardElement, Elements, fillCard];
export type Used = PayframeErrorCode;
`;

/** A rule of an appearance with every property that a frame takes. */
const EVERY_PROPERTY = `import type { RuleDeclarations } from 'payframe';
export const all: { [name in keyof RuleDeclarations]-?: true } = {
${Object.keys(BOX_PROPERTIES)
  .map((name) => `  ${name}: true,`)
  .join('\n')}
};`;

let folder: string;
/** What the compiler says; of a message that goes on in further lines, these are indented. */
let messages: string[];

beforeAll(() => {
  // In the repository, whose packages it needs.
  mkdirSync('.cache', { recursive: true });
  folder = mkdtempSync(resolve('.cache/messages-'));
  const entry = (path: string) => [resolve(path)];
  const paths = {
    payframe: entry('src/page/index.ts'),
    'payframe/react': entry('src/react/index.ts'),
    'payframe/testing': entry('src/testing/index.ts'),
  };
  const files = {
    'tsconfig.json': JSON.stringify({
      extends: resolve('tsconfig.json'),
      compilerOptions: { jsx: 'react-jsx', paths },
      include: ['.'],
    }),
    'right.tsx': HEAD + RIGHT.join('\n'),
    'properties.ts': EVERY_PROPERTY,
    'without-amount.ts': `${HEAD}payframe.elements({ mode: 'payment', currency: 'eur' });`,
    'without-currency.ts': `${HEAD}payframe.elements({ mode: 'payment', amount: 1099 });`,
    ...Object.fromEntries(WRONG.map(([code], index) => [`wrong-${index}.tsx`, HEAD + code])),
  };
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
  messages = compile();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compile(): string[] {
  try {
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder });
    return [];
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout)
      .trim()
      .split(/\n(?! )/);
  }
}

const about = (file: string) => messages.filter((message) => message.startsWith(`${file}(`));

test('code without a mistake has no message, nor have the types themselves', () => {
  expect(messages.filter((message) => !/^(?:wrong|without)-/.test(message))).toEqual([]);
});

test('a rule of an appearance takes the properties that frames take, and no others', () => {
  expect(Object.keys(BOX_PROPERTIES).length).toBeGreaterThan(50);
  expect(about('properties.ts')).toEqual([]);
});

test.each(WRONG.map(([code, line], index) => ({ code, line, index })))(
  'the first line names the mistake in $code',
  ({ line, index }) => {
    const firstLines = about(`wrong-${index}.tsx`).map((message) => message.split('\n')[0]);
    expect(firstLines).toEqual([expect.stringContaining(line)]);
  },
);

// The compiler heads each message about a missing property with both types.
test.each(['amount', 'currency'])('the second line names the missing %s of an intent', (name) => {
  expect(about(`without-${name}.ts`)).toEqual([
    expect.stringMatching(/^.*'ElementsOptions[^\n]*\n +Property '(\w+)' is missing/),
  ]);
  expect(about(`without-${name}.ts`)[0]).toContain(`Property '${name}' is missing`);
});
