import type { Occasion } from '../../../../src/contract/offered-methods.js';

interface Described {
  automatic_payment_methods?: { allow_redirects?: string | undefined } | null | undefined;
}

/** Returns the properties of a set-up that decide which methods are offered for it: each has to be one that can be kept. */
export const occasionOf = (
  setUp: Described,
): Pick<Occasion, 'amount' | 'capturesLater' | 'currency' | 'keeps' | 'redirects'> => ({
  amount: null,
  currency: null,
  capturesLater: false,
  keeps: () => true,
  redirects: setUp.automatic_payment_methods?.allow_redirects !== 'never',
});
