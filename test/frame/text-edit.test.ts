import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brandOf } from '../../src/frame/elements/card/brand.js';
import { cvcRule } from '../../src/frame/elements/card/cvc.js';
import { expiryRule } from '../../src/frame/elements/card/expiry.js';
import { numberRule } from '../../src/frame/elements/card/number.js';
import { postalCodeRule } from '../../src/frame/elements/card/postal-code.js';
import { applyEdit, type Edit, layOut, type Shown } from '../../src/frame/input/text-edit.js';
import type { TextRule } from '../../src/frame/input/text-rule.js';

/** An input as it looks: `|` is the caret, `[…]` a selection. */
function look(text: string): Shown {
  const value = text.replace(/[|[\]]/g, '');
  const start = text.search(/[|[]/);
  const end = text.includes(']') ? text.indexOf(']') - 1 : start;
  return { value, start, end };
}
const draw = ({ value, start, end }: Shown) =>
  start === end
    ? `${value.slice(0, start)}|${value.slice(start)}`
    : `${value.slice(0, start)}[${value.slice(start, end)}]${value.slice(end)}`;

const insert = (text: string): Edit => ({ type: 'insert', text });
const back: Edit = { type: 'delete', direction: 'backward', unit: 'character' };
const forward: Edit = { type: 'delete', direction: 'forward', unit: 'character' };
const word: Edit = { type: 'delete', direction: 'backward', unit: 'word' };
const wordForward: Edit = { type: 'delete', direction: 'forward', unit: 'word' };
const line: Edit = { type: 'delete', direction: 'backward', unit: 'line' };
const lineForward: Edit = { type: 'delete', direction: 'forward', unit: 'line' };

const edit = (rule: TextRule, before: string, change: Edit) => draw(applyEdit(rule, look(before), change));

describe('in a card number', () => {
  test.each<[string, string, Edit, string]>([
    ['typing at the end', '4242|', insert('4'), '4242 4|'],
    ['typing the last digit of a group', '424|', insert('2'), '4242|'],
    ['typing in the middle', '4242 |4242', insert('9'), '4242 9|424 2'],
    ['typing in front of a separator', '4242| 4242', insert('9'), '4242 9|424 2'],
    ['typing a letter', '42|', insert('x'), '42|'],
    ['typing a space', '4242|', insert(' '), '4242|'],
    ['typing a zero-width joiner in front of a separator', '4242| 42', insert('\u200d'), '4242| 42'],
    ['typing a zero-width joiner behind a separator', '4242 |42', insert('\u200d'), '4242 |42'],
    [
      'pasting the first of two numbers over both',
      '4242 4242 4242 4242| 424',
      insert('4242424242424242'),
      '4242 4242 4242 4242|',
    ],
    ['typing over a selection', '4[242 4]242', insert('9'), '49|24 2'],
    ['typing into a full number', '4242 4242 4242 4242 424|', insert('9'), '4242 4242 4242 4242 424|'],
    ['pasting into an empty one', '|', insert('4242-4242-4242-4242'), '4242 4242 4242 4242|'],
    ['pasting a whole number over another', '5555 5|', insert('378282246310005'), '3782 822463 10005|'],
    ['pasting some digits', '42|42', insert('4 2'), '4242 |42'],
    ['deleting at the end', '4242 4|', back, '4242|'],
    ['deleting over a separator', '4242 |4242', back, '424|4 242'],
    ['deleting at the start', '|4242', back, '|4242'],
    ['deleting forward', '42|42 4', forward, '42|24'],
    ['deleting forward over a separator', '4242| 4242', forward, '4242| 242'],
    ['deleting forward at the end', '4242|', forward, '4242|'],
    ['deleting a selection', '42[42 42]42', back, '42|42'],
    ['deleting everything', '[4242 4242]', forward, '|'],
    ['deleting a group', '4242 4242|', word, '4242|'],
    ['deleting a group with the space behind it', '4242 4242 |42', word, '4242| 42'],
    ['deleting the group ahead', '4242| 4242 42', wordForward, '4242| 42'],
    ['deleting to the start', '4242 42|42', line, '|42'],
    ['deleting to the end', '4242 42|42', lineForward, '4242 42|'],
    ['a brand that groups otherwise', '3782 8224|', insert('6'), '3782 82246|'],
    ['becoming that brand', '3|', insert('7'), '37|'],
    ['becoming that brand in the middle', '|822 4631 0005', insert('37'), '37|82 246310 005'],
    ['stopping to be that brand', '|3782 822463', back, '|3782 822463'],
  ])('%s', (_, before, change, after) => {
    expect(edit(numberRule, before, change)).toBe(after);
  });
});

describe('in an expiry date', () => {
  test.each<[string, string, Edit, string]>([
    ['typing a month', '1|', insert('2'), '12 / |'],
    ['typing a month of one digit', '|', insert('4'), '04 / |'],
    ['typing a slash', '1|', insert('/'), '01 / |'],
    ['typing the year', '12 / |', insert('3'), '12 / 3|'],
    ['deleting at the separator', '12 / |', back, '1|'],
    ['deleting the year', '12 / 3|', back, '12 / |'],
    ['deleting the month in front of a year', '12 |/ 30', back, '1|3 / 0'],
    ['typing that digit again', '1|3 / 0', insert('2'), '12 / |30'],
    ['pasting over all of it', '[12 / 30]', insert('2031-04'), '04 / 31|'],
    ['deleting a word', '12 / 30|', word, '12 / |'],
    ['deleting all', '[12 / 30]', back, '|'],
  ])('%s', (_, before, change, after) => {
    const result = edit(expiryRule, before, change);
    expect(result).toBe(after);
  });
});

const rules: Record<string, TextRule> = {
  number: numberRule,
  expiry: expiryRule,
  cvc: cvcRule(() => brandOf('4242')),
  'postal code': postalCodeRule,
};

const edits: fc.Arbitrary<{ change: Edit; from: number; to: number }> = fc.record({
  change: fc.oneof(
    fc.record({
      type: fc.constant('insert' as const),
      text: fc.oneof(
        fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 3 }),
        fc.constantFrom(
          '4242-4242',
          '4242 4242 4242 4242',
          '04/2030',
          '2030-04',
          '/',
          ' ',
          'x',
          '٤',
          '４',
          '',
        ),
        fc.string({ maxLength: 6 }),
      ),
    }),
    fc.record({
      type: fc.constant('delete' as const),
      direction: fc.constantFrom('backward' as const, 'forward' as const),
      unit: fc.constantFrom('character' as const, 'word' as const, 'line' as const),
    }),
  ),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Selections anywhere, most of them a caret. */
function select({ value }: Shown, from: number, to: number): Shown {
  const place = (share: number) => Math.round(share * value.length);
  const caret = to < 0.6;
  const [start, end] = [place(from), caret ? place(from) : place(to)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return { value, start, end };
}

describe.each(Object.entries(rules))('any sequence of edits in a %s', (name, rule) => {
  test('keeps what is shown laid out, and the caret behind the same characters', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 25 }), (steps) => {
        let shown: Shown = { value: '', start: 0, end: 0 };
        for (const { change, from, to } of steps) {
          const before = select(shown, from, to);
          const around = {
            before: rule.strip(before.value.slice(0, before.start)),
            after: rule.strip(before.value.slice(before.end)),
          };
          shown = applyEdit(rule, before, change);
          const raw = rule.strip(shown.value);

          // Laid out, and laying it out again changes nothing.
          expect(shown.value).toBe(rule.format(raw));
          expect(rule.strip(rule.format(raw))).toBe(raw);
          expect(shown.start).toBe(shown.end);
          expect(shown.start).toBeGreaterThanOrEqual(0);
          expect(shown.start).toBeLessThanOrEqual(shown.value.length);

          const left = rule.strip(shown.value.slice(0, shown.start));
          const right = rule.strip(shown.value.slice(shown.start));
          expect(left + right).toBe(raw);
          if (change.type === 'delete') {
            // Nothing but what the deletion reached is gone, and the caret stands where it was.
            expect(around.before.startsWith(left)).toBe(true);
            expect(around.after.endsWith(right)).toBe(true);
            const gone = around.before.length + around.after.length - raw.length;
            if (before.start !== before.end) expect(gone).toBe(0);
            else if (change.unit === 'character') expect(gone).toBeLessThanOrEqual(1);
            if (change.direction === 'backward') expect(right).toBe(around.after);
            else expect(left).toBe(around.before);
          } else {
            const expected = rule.insert(around, change.text);
            expect([left, right]).toEqual([expected.before, expected.after]);
          }
        }
      }),
      { numRuns: name === 'number' ? 150 : 80 },
    );
  });

  test('lays out a text from elsewhere once: a second time changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789 /-.x'), maxLength: 30 }),
        fc.nat(30),
        (text, caret) => {
          const once = layOut(rule, text, Math.min(caret, text.length));
          const twice = layOut(rule, once.value, once.start);
          expect(twice.value).toBe(once.value);
          expect(once.value).toBe(rule.format(rule.strip(once.value)));
        },
      ),
      { numRuns: 150 },
    );
  });
});

test.each<[string, TextRule, string, string]>([
  ['a month', expiryRule, '4|', '04 / |'],
  ['a date', expiryRule, '4/2030|', '04 / 30|'],
  ['a number', numberRule, '42424|', '4242 4|'],
  ['a number, with the caret in it', numberRule, '424|24', '424|2 4'],
])('%s from an input method or autofill keeps the caret in its place', (_, rule, before, after) => {
  const { value, start } = look(before);
  expect(draw(layOut(rule, value, start))).toBe(after);
});

test('typing a number key by key shows it as pasting it does', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 19 });
  fc.assert(
    fc.property(digits, (number) => {
      let shown: Shown = { value: '', start: 0, end: 0 };
      for (const digit of number) shown = applyEdit(numberRule, shown, insert(digit));
      const pasted = applyEdit(numberRule, { value: '', start: 0, end: 0 }, insert(number));
      expect(shown).toEqual(pasted);
      // And it goes away digit by digit, from the end.
      for (let left = numberRule.strip(shown.value).length; left > 0; left--) {
        shown = applyEdit(numberRule, shown, back);
        expect(numberRule.strip(shown.value)).toBe(numberRule.strip(pasted.value).slice(0, left - 1));
        expect(shown.start).toBe(shown.value.length);
      }
      expect(shown.value).toBe('');
    }),
    { numRuns: 60 },
  );
});
