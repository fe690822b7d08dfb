import type Stripe from 'stripe';
import { BY_TYPE } from './controller.js';
import { COUNTRIES } from './countries.js';
import { newPerson } from './merge.js';
import { assess } from './requirements.js';
import { newState } from './state.js';

/**
 * Returns the fields that an account of a country has to give before it can be charged for and paid out, and those that it has
 * to give later.
 */
export function fieldsFor(
  country: string,
  business_type: 'company' | 'individual',
): Stripe.CountrySpec.VerificationFields.Company {
  const state = newState({
    business_profile: null,
    business_type,
    company: {},
    controller: BY_TYPE.custom,
    country,
    created: 0,
    default_currency: COUNTRIES[country] ?? 'usd',
    email: null,
    metadata: {},
    settings: null,
    tos_acceptance: {},
    type: 'custom',
  });
  const { currently_due: minimum, eventually_due: all } = assess({
    ...state,
    persons: [REPRESENTATIVE],
    requested: { card_payments: 0, transfers: 0 },
  });
  return { minimum, additional: all.filter((name) => !minimum.includes(name)) };
}

const NOBODY = newPerson(new Date(0));

/** A person of whom only the part is known that they play, by which requirements of a company name them. */
const REPRESENTATIVE = {
  ...NOBODY,
  given: {
    ...NOBODY.given,
    id: 'representative',
    relationship: { ...NOBODY.given.relationship, representative: true } as Stripe.Person.Relationship,
  },
};
