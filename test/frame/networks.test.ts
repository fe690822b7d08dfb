import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testCards } from '../../src/contract/test-cards.js';
import { cardData } from '../../src/frame/elements/card/card-data.js';
import { mayBeCoBadged } from '../../src/frame/elements/card/co-badged.js';
import { LATER_TEXTS } from '../../src/frame/elements/card/network-choice.js';
import {
  CO_BADGED,
  choiceOf,
  isDisallowed,
  NETWORK_NAMES,
  preferredOf,
} from '../../src/frame/elements/card/networks.js';
import { numberError, numberRule } from '../../src/frame/elements/card/number.js';
import { paymentMethodRequest, tokenRequest } from '../../src/frame/elements/card/requests.js';
import en from '../../src/frame/language/locales/en.json';

const frenchVisa = '4000002500001001';
const frenchMastercard = '5555552500001001';
const visa = '4242424242424242';
const amex = '378282246310005';

describe('a co-badged card', () => {
  test('is told from every other test card, and its networks are those that the sandbox knows', () => {
    for (const { number, networks } of testCards) {
      const wanted = networks.length > 1 ? networks : [];
      expect(choiceOf(number, undefined), number).toEqual(wanted);
    }
  });

  test('is told as soon as its first digits are there, and has its table loaded by then', () => {
    for (const [prefix, network] of Object.entries(CO_BADGED)) {
      expect(choiceOf(prefix, undefined)[0]).toBe(network);
      expect(choiceOf(prefix.slice(0, -1), undefined)).toEqual([]);
      expect(mayBeCoBadged(prefix)).toBe(true);
    }
    expect(mayBeCoBadged(visa)).toBe(false);
    expect(mayBeCoBadged('')).toBe(false);
  });

  test('has a name for each of its networks', () => {
    for (const { number } of testCards)
      for (const network of choiceOf(number, [])) expect(NETWORK_NAMES[network]).toBeTruthy();
  });

  test('begins with the first network that the page prefers and the card is on', () => {
    const choice = choiceOf(frenchVisa, undefined);
    expect(preferredOf(choice, ['eftpos_au', 'visa', 'cartes_bancaires'])).toBe('visa');
    for (const none of [undefined, [], ['amex'], 'visa', null])
      expect(preferredOf(choice, none)).toBeUndefined();
    expect(preferredOf(['visa'], ['cartes_bancaires'])).toBe('visa');
  });

  test('goes to the API with the network that was chosen, and with none where none was', () => {
    const chosen = cardData([], 'cartes_bancaires');
    const networks = { preferred: 'cartes_bancaires' };
    expect(paymentMethodRequest(chosen, {}).params.card).toMatchObject({ networks });
    expect(tokenRequest(chosen, {}).params.card).toMatchObject({ networks });
    expect(paymentMethodRequest(cardData([]), {}).params.card).not.toHaveProperty('networks');
  });
});

describe('a brand that the page refuses', () => {
  const disallowed = (digits: string, ...list: unknown[]) => isDisallowed(digits, list);

  test('is refused once it is sure, and no other is', () => {
    expect(disallowed('37', 'amex')).toBe(true);
    expect(disallowed('3', 'amex')).toBe(false);
    expect(disallowed(amex, 'amex', 'visa')).toBe(true);
    expect(disallowed(amex, 'visa')).toBe(false);
    expect(disallowed('', 'unknown', 'visa')).toBe(false);
    for (const nothing of [undefined, null, 'amex', {}, [null]])
      expect(isDisallowed(amex, nothing)).toBe(false);
  });

  test('leaves a co-badged card to its other network', () => {
    expect(disallowed(frenchVisa, 'visa')).toBe(false);
    expect(choiceOf(frenchVisa, ['visa'])).toEqual(['cartes_bancaires']);
    expect(choiceOf(frenchMastercard, ['cartes_bancaires'])).toEqual(['mastercard']);
    expect(disallowed(frenchVisa, 'visa', 'cartes_bancaires')).toBe(true);
  });

  test('is not refused while the number may still become a co-badged card’s', () => {
    for (let count = 1; count < frenchVisa.length; count++)
      expect(disallowed(frenchVisa.slice(0, count), 'visa'), `${count} digits`).toBe(false);
    expect(disallowed('42', 'visa')).toBe(true);
    expect(disallowed('4000002500000', 'visa')).toBe(true);
  });

  test('of a card that no table knows is refused once its number is whole', () => {
    const unknown = '5062210000000009';
    expect(disallowed(unknown.slice(0, 8), 'unknown')).toBe(false);
    expect(disallowed(unknown, 'unknown')).toBe(true);
    expect(disallowed(visa, 'unknown')).toBe(false);
  });
});

describe('a card that no table knows', () => {
  test('can be paid with, at every length that ISO/IEC 7812-1 allows', () => {
    const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 17 });
    fc.assert(
      fc.property(body, (digits) => {
        const start = `9${digits.join('')}`;
        const right = [...'0123456789'].map((last) => start + last).filter((number) => !numberError(number));
        // Troy's are the only ones of these that a table knows, with only 16 digits.
        expect(right.length).toBe(start.startsWith('9792') && start.length !== 15 ? 0 : 1);
      }),
    );
  });

  test('and one of 19 digits is taken whole, typed or pasted', () => {
    const number = '6205500000000000004';
    const { before } = numberRule.insert({ before: '', after: '' }, number);
    expect(numberRule.format(before)).toBe('6205 5000 0000 0000 004');
    expect(numberError(number)).toBeUndefined();
  });
});

test('what the choice says in English is what the texts say', () => {
  expect(en).toMatchObject(LATER_TEXTS);
});
