import fc from 'fast-check';
import { countrySpecs } from 'ibantools';
import { describe, expect, test } from 'vitest';
import { testIbans } from '../../src/contract/test-ibans.js';
import { shaped } from '../../src/frame/api/answer-shape.js';
import { bankName } from '../../src/frame/elements/iban/bank-names.js';
import { bankTokenRequest, sepaDebitRequest } from '../../src/frame/elements/iban/requests.js';
import {
  bankCodeOf,
  countryOf,
  ibanError,
  ibanPlaceholder,
  ibanRule,
  isSupported,
} from '../../src/frame/elements/iban/rule.js';
import { ibanMessage } from '../../src/frame/elements/iban/texts.js';
import { applyEdit, type Shown } from '../../src/frame/input/text-edit.js';

const german = 'DE89370400440532013000';
const shown = 'DE89 3704 0044 0532 0130 00';
const empty: Shown = { value: '', start: 0, end: 0 };

const insert = (text: string, into = empty) => applyEdit(ibanRule, into, { type: 'insert', text });
const typed = (text: string) => [...text].reduce((before, key) => insert(key, before), empty);
const at = (value: string, caret: number): Shown => ({ value, start: caret, end: caret });

const anyIban = fc.constantFrom(...testIbans.map(({ iban }) => iban));

describe('typing an IBAN', () => {
  test('sets it in groups of four capitals, with the caret at its end', () => {
    expect(typed('de89370400440532013000')).toEqual(at(shown, shown.length));
    expect(typed('de8')).toEqual(at('DE8', 3));
    expect(typed('nl39rabo0300')).toEqual(at('NL39 RABO 0300', 14));
  });

  test.for([
    german,
    'de89 3704 0044 0532 0130 00',
    'DE89-3704-0044-0532-0130-00',
    'IBAN DE89 3704 0044 0532 0130 00',
    'IBAN: de89370400440532013000.',
    ' DE89\t37040044 0532013000\n',
    'ＤＥ８９３７０４００４４０５３２０１３０００',
  ])('takes a pasted %j whole, whatever stood there before', (text) => {
    expect(insert(text)).toEqual(at(shown, shown.length));
    expect(insert(text, at('FR14 2004', 4))).toEqual(at(shown, shown.length));
  });

  test('takes the prefix also key by key', () => {
    expect(typed('IBAN DE89 3704').value).toBe('DE89 3704');
    expect(ibanError('IBA', undefined)).toBe('incomplete_iban');
  });

  test('ends at the country’s length', () => {
    expect(typed(`${german}999`).value).toBe(shown);
    expect(typed(`NO9386011117947${'1'.repeat(30)}`).value).toBe('NO93 8601 1117 947');
  });

  test('mends in the middle without moving the caret away', () => {
    const cut = applyEdit(ibanRule, at(shown, 8), {
      type: 'delete',
      direction: 'backward',
      unit: 'character',
    });
    expect(cut).toEqual(at('DE89 3740 0440 5320 1300 0', 7));
    expect(insert('0', cut)).toEqual(at(shown, 8));
  });

  test('keeps every character of the person’s, in order, wherever it was typed', () => {
    const keys = fc.array(fc.tuple(fc.constantFrom(...'ABDEFRNL0123456789 -'), fc.nat(40)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(keys, (edits) => {
        let state = empty;
        for (const [key, place] of edits) {
          const caret = Math.min(place, state.value.length);
          state = insert(key, at(state.value, caret));
          const raw = ibanRule.strip(state.value);
          expect(ibanRule.format(raw)).toBe(state.value);
          expect(ibanRule.strip(ibanRule.format(raw))).toBe(raw);
          expect(state.start).toBeLessThanOrEqual(state.value.length);
        }
      }),
    );
    fc.assert(
      fc.property(anyIban, (iban) => {
        expect(ibanRule.strip(typed(iban.toLowerCase()).value)).toBe(iban);
        expect(ibanRule.strip(insert(iban.replace(/.{4}/g, '$& ')).value)).toBe(iban);
      }),
    );
  });
});

describe('what is wrong with an IBAN', () => {
  test.for([
    ['', 'incomplete_iban'],
    ['D', 'incomplete_iban'],
    ['DE', 'incomplete_iban'],
    ['DE89', 'incomplete_iban'],
    [german.slice(0, -1), 'incomplete_iban'],
    ['1', 'invalid_iban_start'],
    ['D1', 'invalid_iban_start'],
    ['ZZ', 'invalid_iban_country_code'],
    ['US12', 'invalid_iban_country_code'],
    ['DEA', 'invalid_iban'],
    ['DE8A', 'invalid_iban'],
    ['DE88370400440532013000', 'invalid_iban'],
    ['NL390300RABO065264', 'invalid_iban'],
    [german, undefined],
  ] as const)('%s: %s', ([raw, code]) => {
    expect(ibanError(raw, undefined)).toBe(code);
  });

  test('is nothing in any public test account', () => {
    for (const { iban } of testIbans) expect(ibanError(iban, ['SEPA']), iban).toBeUndefined();
  });

  test('is one changed character', () => {
    fc.assert(
      fc.property(anyIban, fc.nat(), fc.integer({ min: 1, max: 9 }), (iban, where, change) => {
        const places = [...iban].flatMap((character, place) => (/\d/.test(character) ? [place] : []));
        const place = places[where % places.length] as number;
        const wrong = `${iban.slice(0, place)}${(Number(iban[place]) + change) % 10}${iban.slice(place + 1)}`;
        expect(ibanError(wrong, ['SEPA'])).toBe('invalid_iban');
      }),
    );
  });

  test('is a country that the page does not take', () => {
    const brazilian = 'BR1800360305000010009795493C1';
    expect(ibanError(brazilian, ['SEPA'])).toBe('invalid_iban_country_code');
    expect(ibanError(brazilian, ['SEPA', 'BR'])).toBeUndefined();
    expect(ibanError(german, ['FR'])).toBe('invalid_iban_country_code');
    expect(isSupported('DE', [])).toBe(true);
    expect(isSupported('DE', 'nonsense')).toBe(true);
    for (const name of ['__proto__', 'constructor']) expect(countryOf(name)).toBe('');
  });

  test('is said with the country’s code in it', () => {
    expect(ibanMessage('invalid_iban_country_code', 'ZZ')).toEqual({
      type: 'validation_error',
      code: 'invalid_iban_country_code',
      message: 'The IBAN you entered is invalid: ZZ is not a supported country code.',
    });
  });
});

describe('what an IBAN tells', () => {
  test('is its country, and the bank where that is a well-known one', () => {
    const of = (iban: string) => [countryOf(iban), bankName(countryOf(iban), bankCodeOf(iban))];
    expect(of(german)).toEqual(['DE', 'Commerzbank']);
    expect(of('NL39RABO0300065264')).toEqual(['NL', 'Rabobank']);
    expect(of('FR1420041010050500013M02606')).toEqual(['FR', 'La Banque Postale']);
    expect(of('AT611904300234573201')).toEqual(['AT', '']);
    expect(of('DE8937')).toEqual(['DE', '']);
    expect(of('ZZ')).toEqual(['', '']);
  });

  test('is the shape of each country’s in the placeholder', () => {
    expect(ibanPlaceholder('DE')).toBe('DE00 0000 0000 0000 0000 00');
    expect(ibanPlaceholder('NL')).toBe('NL00 AAAA 0000 0000 00');
    expect(ibanPlaceholder('nowhere')).toBe(ibanPlaceholder(undefined));
    for (const [country, { chars, bban_regexp }] of Object.entries(countrySpecs)) {
      if (bban_regexp && chars)
        expect(ibanPlaceholder(country).replaceAll(' ', ''), country).toHaveLength(chars);
    }
  });
});

describe('what is sent', () => {
  test('is the typed IBAN, whatever the page says', () => {
    const page = { type: 'card', sepa_debit: { iban: 'x' }, account_number: 'x', country: 'x' };
    expect(sepaDebitRequest(german, page).params).toMatchObject({
      type: 'sepa_debit',
      sepa_debit: { iban: german },
    });
    expect(bankTokenRequest(german, page).params.bank_account).toMatchObject({
      country: 'DE',
      account_number: german,
    });
  });

  test('comes back to the page in no answer, however it is set', () => {
    for (const echo of [german, shown, german.toLowerCase(), shown.replaceAll(' ', '-')]) {
      const answer = shaped({ message: `No: ${echo}`, description: `Of ${echo}.`, iban: echo }, new Set());
      expect(JSON.stringify(answer)).not.toMatch(/\d{3}|\d[ -]\d/);
    }
  });
});
