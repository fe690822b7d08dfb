import type Stripe from 'stripe';
import * as v from 'valibot';
import { country, integer, text } from '../../kernel/http/params.js';

type Outputs = Stripe.Identity.VerificationSession.VerifiedOutputs;

/** What a verification finds out about a person. */
export type Person = Pick<Outputs, 'address' | 'first_name' | 'last_name'> & {
  dob: NonNullable<Outputs['dob']>;
  id_number: string;
};

/** The person whom test mode finds where a test names nobody else. */
const JENNY: Person = {
  address: {
    city: 'San Francisco',
    country: 'US',
    line1: '1234 Main St.',
    line2: null,
    postal_code: '94111',
    state: 'CA',
  },
  dob: { day: 1, month: 1, year: 1990 },
  first_name: 'Jenny',
  id_number: '000000000',
  last_name: 'Rosen',
};

/** Reads what a test wants to be found out about a person. */
export const personParams = v.strictObject({
  address: v.optional(
    v.strictObject({
      city: v.optional(text()),
      country: v.optional(country),
      line1: v.optional(text()),
      line2: v.optional(text()),
      postal_code: v.optional(text()),
      state: v.optional(text()),
    }),
  ),
  dob: v.optional(
    v.strictObject({
      day: integer({ minimum: 1, maximum: 31 }),
      month: integer({ minimum: 1, maximum: 12 }),
      year: integer({ minimum: 1900, maximum: 9999 }),
    }),
  ),
  first_name: v.optional(text()),
  id_number: v.optional(text(100)),
  last_name: v.optional(text()),
});

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Returns a person with what a test names, and the rest of Jenny Rosen. */
export const personOf = ({ address, ...named }: v.InferOutput<typeof personParams> = {}): Person => ({
  ...JENNY,
  ...named,
  address: address ? { ...NO_ADDRESS, ...address } : JENNY.address,
});
