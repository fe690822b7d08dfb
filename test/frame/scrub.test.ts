import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/frame/api/answer.js';
import { scrub } from '../../src/frame/api/scrub.js';

const number = ['4000', '0027', '6000', '3184'].join('');
const clean = (answer: unknown) => scrub(answer as Answer, number);

test.each<[string, string]>([
  ['as it is', number],
  ['grouped', '4000-0027_6000-3184'],
  ['without its last digit', number.slice(0, -1)],
  ['without its first digit', number.slice(1)],
])('an answer whose id holds the number %s is none', (_, spelled) => {
  expect(clean({ value: { id: `pm_${spelled}` } })).toMatchObject({ error: { code: 'invalid_response' } });
});

describe('an id or an address within an answer that holds the number', () => {
  test('is left out', () => {
    const answer = {
      value: {
        id: 'pi_1',
        customer: `cus_${number}`,
        client_ip: number,
        next_action: {
          use_stripe_sdk: { source: 'src_1', stripe_js: `https://bank.example/?n=4000%200027+6000%20318` },
        },
      },
    };
    expect(clean(answer)).toEqual({
      value: { id: 'pi_1', next_action: { use_stripe_sdk: { source: 'src_1' } } },
    });
  });

  test('is left out of an error, too', () => {
    const error = {
      type: 'card_error',
      message: 'No.',
      charge: `ch_${number}`,
      payment_method: { id: number },
    };
    expect(clean({ error })).toEqual({ error: { type: 'card_error', message: 'No.', payment_method: {} } });
  });
});

test('what a page can choose is not compared with what was typed: a page would see which guess is right', () => {
  const answer = { value: { id: 'pm_1', metadata: { a: number }, card: { last4: '3184', exp_year: 2030 } } };
  expect(clean(answer)).toEqual(answer);
  expect(scrub({ value: { id: 'cvctok_1' } }, '')).toEqual({ value: { id: 'cvctok_1' } });
});
