import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/frame/api/answer.js';
import { scrub } from '../../src/frame/api/scrub.js';
import type { CardData } from '../../src/frame/elements/card/card-data.js';

const number = ['4242', '4242', '4242', '4242'].join('');
const card: CardData = { number, exp_month: '4', exp_year: '2030', cvc: '737', postalCode: '10115' };
const clean = (answer: unknown) => JSON.stringify(scrub(answer as Answer, card));

describe('an answer that echoes the card number', () => {
  test.each<[string, unknown]>([
    ['in the message of an error', { error: { type: 'x', message: `No card ${number}.` } }],
    [
      'in another field of it',
      { error: { type: 'x', message: '', param: number, doc_url: `https://x/?n=${number}` } },
    ],
    ['spaced', { error: { type: 'x', message: '4242 4242 4242 4242' } }],
    ['dashed', { error: { type: 'x', message: '4242-4242-4242-4242' } }],
    ['dotted, and with no-break spaces', { error: { type: 'x', message: '4242.4242\u00a04242\u00a04242' } }],
    ['digit by digit', { error: { type: 'x', message: [...number].join(' ') } }],
    ['in a longer number', { error: { type: 'x', message: `0${number}0` } }],
    ['in an object', { value: { id: 'pm_1', card: { number, list: [number, { n: `${number}` }] } } }],
    ['as a number', { value: { id: 'pm_1', n: Number(number) } }],
    ['as a name', { value: { id: 'pm_1', [number]: 1 } }],
    ['as an id', { value: { id: `pm_${number}` } }],
  ])('loses it %s', (_, answer) => {
    expect(clean(answer).replace(/\W/g, '')).not.toContain(number);
  });
});

test('the CVC goes from the words of an error', () => {
  expect(clean({ error: { type: 'x', message: 'CVC 737 is wrong, (737).' } })).not.toContain('737');
});

test('an answer without card data stays as it is', () => {
  const answer = {
    value: {
      id: 'pm_737',
      card: { last4: '4242', exp_month: 4, exp_year: 2030 },
      n: 737,
      yes: true,
      no: null,
      list: [],
    },
  };
  expect(scrub(answer as Answer, card)).toEqual(answer);
  const error = { error: { type: 'card_error', code: 'c', message: 'Number 7371 of 2030.' } };
  expect(scrub(error, card)).toEqual(error);
});

test('an answer nested without end is cut, not followed', () => {
  const deep = JSON.parse(`{"id": "pm_1", "a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
  expect(clean({ value: deep })).toContain('[removed]');
});
