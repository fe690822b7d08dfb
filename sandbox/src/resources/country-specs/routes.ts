import type Stripe from 'stripe';
import * as v from 'valibot';
import { missing } from '../../kernel/errors.js';
import { CURRENCIES, common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type List, type ListParams, listParams } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import { methods } from '../../methods/index.js';
import { COUNTRIES, fieldsFor } from '../accounts/index.js';

/** Routes of the countries that connected accounts can be in, with what is required of an account there. */
export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/country_specs',
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: listCountries,
  }),
  route({
    method: 'GET',
    path: '/v1/country_specs/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async ({ id }) => {
      if (!Object.hasOwn(COUNTRIES, id)) throw missing('country_spec', id, 'country');
      return specOf(id);
    },
  }),
];

/** Lists the countries by their codes: a list of events would begin with its last one. */
async function listCountries(call: Call<ListParams>): Promise<List<Stripe.CountrySpec>> {
  return pageOf(call, 'country_spec', Object.keys(COUNTRIES).reverse().map(specOf));
}

function specOf(country: string): Stripe.CountrySpec {
  const currency = COUNTRIES[country] ?? 'usd';
  return {
    id: country,
    object: 'country_spec',
    default_currency: currency,
    supported_bank_account_currencies: { [currency]: countriesWith(currency) },
    supported_payment_currencies: [...CURRENCIES].map((code) => code.toLowerCase()),
    supported_payment_methods: methodsFor(currency),
    supported_transfer_countries: Object.keys(COUNTRIES),
    verification_fields: {
      company: fieldsFor(country, 'company'),
      individual: fieldsFor(country, 'individual'),
    },
  };
}

/** Banks of these countries hold accounts in the currency. */
const countriesWith = (currency: string): string[] =>
  Object.keys(COUNTRIES).filter((country) => COUNTRIES[country] === currency);

const methodsFor = (currency: string): string[] =>
  methods.all
    .filter(({ currencies }) => currencies === 'all' || currencies.includes(currency))
    .map(({ type }) => type);
