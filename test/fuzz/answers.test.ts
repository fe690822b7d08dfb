/** Answers of a host that repeats what it was sent, in whatever spelling and wherever: what of them reaches the page. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../src/frame/api/answer.js';
import { shaped } from '../../src/frame/api/answer-shape.js';
import { readError } from '../../src/frame/api/api.js';
import { scrub } from '../../src/frame/api/scrub.js';

/** What a page is handed of an answer to a request with this number. */
function handedOver(
  answer: { error: Record<string, unknown> } | Record<string, unknown>,
  number: string,
): Answer {
  const read = isError(answer) ? { error: readError(answer.error) } : { value: shaped(answer, new Set()) };
  return scrub(read, number);
}

const isError = (answer: object): answer is { error: Record<string, unknown> } => 'error' in answer;

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
/** From 14 digits on: a shorter one with a plus before it is a telephone number. */
const number = fc.tuple(fc.constantFrom(...'123456'), digits(13, 18)).map((parts) => parts.join(''));
const code = digits(3, 4);

/** How a digit can be written. */
const WRITTEN: ((digit: string) => string)[] = [
  (digit) => digit,
  (digit) => String.fromCodePoint(0xff10 + Number(digit)),
  (digit) => String.fromCodePoint(0x0660 + Number(digit)),
  (digit) => String.fromCodePoint(0x0966 + Number(digit)),
  (digit) => `%3${digit}`,
  (digit) => `&#${48 + Number(digit)};`,
  (digit) => `\\u003${digit}`,
];
const BETWEEN = [
  '',
  ' ',
  '-',
  '_',
  '/',
  ':',
  '+',
  '  ',
  ', ',
  '%20',
  '%2520',
  '&nbsp;',
  '\u00a0',
  '\u2009',
  '\u200b',
  '\n',
  '.',
];

/** A text that says it, grouped and written in some way. */
const spelled = (text: fc.Arbitrary<string>, between = BETWEEN) =>
  fc
    .tuple(text, fc.constantFrom(...WRITTEN), fc.constantFrom(...between), fc.constantFrom(1, 2, 4, 19))
    .map(([text, write, gap, size]) => ({
      text,
      spelling: [...text].map((digit, at) => (at > 0 && at % size === 0 ? gap : '') + write(digit)).join(''),
    }));
const around = fc.constantFrom(
  '',
  'x',
  'No card ',
  ' is wrong.',
  'pm_',
  'card_',
  'https://a.example/?n=',
  '+',
  '(',
  'a'.repeat(480),
);

/** Names that answers have, and others. */
const name = fc.constantFrom(
  ...(
    'id object type code param decline_code doc_url message charge payment_intent payment_method card last4 brand phone ' +
    'name email city line1 postal_code metadata client_ip return_url url fingerprint customer status bank_name iban number ' +
    'billing_details address networks available preferred stripe_js next_action checks display_brand currency'
  ).split(' '),
);

/** An object in which some of the texts are what an echo says. */
const echoing = (echo: fc.Arbitrary<string>) =>
  fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
    object: fc.dictionary(name, tie('value'), { maxKeys: 5 }),
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      { weight: 4, arbitrary: echo },
      {
        weight: 1,
        arbitrary: fc.constantFrom<unknown[]>('card', 'pm_1', 4, true, null, 'https://a.example/'),
      },
      { weight: 2, arbitrary: tie('object') },
      { weight: 1, arbitrary: fc.array(echo, { maxLength: 2 }) },
    ),
  })).object;

const answerWith = (echo: fc.Arbitrary<string>) => {
  const object = echoing(echo);
  return fc.oneof(
    object.map((value) => ({ id: 'pm_1', ...value })),
    object.map((error) => ({ error })),
  );
};

test('an answer that reaches a page holds the number in no spelling, nor all of it but a digit at an end [F7]', () => {
  const echoes = spelled(number).chain(({ text, spelling }) => {
    const echo = fc.tuple(around, around).map(([before, after]) => before + spelling + after);
    return fc.record({ number: fc.constant(text), answer: answerWith(echo) });
  });
  fc.assert(
    fc.property(echoes, ({ number, answer }) => {
      for (const text of texts(handedOver(answer, number))) {
        expect(digitsIn(text), text).not.toContain(number.slice(1));
        expect(digitsIn(text), text).not.toContain(number.slice(0, -1));
      }
    }),
  );
});

test('an error that reaches a page holds the security code in no spelling [F7]', () => {
  // A full stop between digits makes an amount, which an error may name.
  const between = BETWEEN.filter((gap) => !/[.,]/.test(gap));
  const echoes = spelled(code, between).chain(({ text, spelling }) =>
    fc.record({
      code: fc.constant(text),
      error: fc.dictionary(
        fc.constantFrom('type', 'code', 'param', 'message', 'decline_code'),
        fc.constantFrom('', 'code ', 'card[cvc] ', '(', 'x_').map((before) => before + spelling),
      ),
    }),
  );
  fc.assert(
    fc.property(echoes, ({ code, error }) => {
      for (const text of texts(handedOver({ error }, '4242424242424242')))
        expect(digitsIn(text), text).not.toContain(code);
    }),
  );
});

/** Every text in a value, names among them. */
function texts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [`${value}`];
  return Object.entries(value).flatMap(([name, item]) => [name, ...texts(item)]);
}

/** The digits of a text, whatever stands between them, by another way than the frame's. */
function digitsIn(text: string): string {
  let plain = text;
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain
      .replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/&#(\d+);/g, (_, decimal) => String.fromCodePoint(Number(decimal)))
      .replace(/\\u([\da-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return [...plain.normalize('NFKC')].map(digitOf).join('');
}

/** Digits of other scripts stand in tens, each from its zero on. */
function digitOf(character: string): string {
  if (!/\p{Nd}/u.test(character)) return '';
  let value = 0;
  for (let point = character.codePointAt(0) ?? 0; /\p{Nd}/u.test(String.fromCodePoint(point - 1)); point--)
    value++;
  return `${value % 10}`;
}
