import { methods } from '../../sandbox/src/methods/registry.js';

/** The types of payment method that can pay 1000 in a currency, in the order of the registry. */
export const typesPayingIn = (currency: string): string[] =>
  methods.all
    .filter(({ currencies }) => currencies === 'all' || currencies.includes(currency))
    .filter(({ amounts }) => (amounts[currency]?.minimum ?? 0) <= 1000)
    .map(({ type }) => type);

/** The types of payment method that can be set up, in the order of the registry. */
export const typesToSave = (): string[] =>
  methods.all.filter(({ savedAs }) => savedAs !== null).map(({ type }) => type);

export const without = (types: string[], excluded: string): string[] =>
  types.filter((type) => type !== excluded);
