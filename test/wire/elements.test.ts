import { describe, expect, test } from 'vitest';
import { ELEMENTS, type ElementDetails, like } from '../../src/wire/index.js';

const value = { postalCode: '10115' };
const good: ElementDetails = {
  payment: { collapsed: false, value: { type: 'card' } },
  card: { brand: 'visa', value },
  cardNumber: { brand: 'visa' },
  cardExpiry: {},
  cardCvc: {},
  postalCode: { value },
  iban: { country: 'DE', bankName: '' },
  auBankAccount: { bankName: '' },
  linkAuthentication: { value: { email: 'jenny@example.com' } },
  contactDetails: { value: { email: '' } },
  address: {
    elementMode: 'shipping',
    isNewAddress: true,
    value: { address: { city: '' } },
  },
  expressCheckout: {},
};
const JUNK = [undefined, null, 5, true, [], {}, { postalCode: 5 }, new Map()];

describe.each(Object.entries(good))('the details of the Element %s', (type, details) => {
  const check = like<object>(ELEMENTS[type as keyof ElementDetails].details);

  test('are taken', () => {
    expect(check(details)).toBe(true);
    expect(check({ ...details, addedByALaterVersion: true })).toBe(true);
  });

  test('are refused where one is missing, only inherited, or of another type', () => {
    for (const name of Object.keys(details)) {
      const { [name]: one, ...rest } = details as Record<string, unknown>;
      expect(check(rest), name).toBe(false);
      expect(check(Object.setPrototypeOf(rest, { [name]: one })), name).toBe(false);
      for (const junk of JUNK.filter((each) => typeof each !== 'boolean' || typeof one !== 'boolean'))
        expect(check({ ...details, [name]: junk }), name).toBe(false);
    }
  });
});
