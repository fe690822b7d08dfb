import type { Occasion } from '../../../../src/contract/offered-methods.js';

/** The properties of a set-up that decide which methods are offered for it: each has to be one that can be kept. */
export const SET_UP: Pick<Occasion, 'amount' | 'capturesLater' | 'currency' | 'keeps'> = {
  amount: null,
  currency: null,
  capturesLater: false,
  keeps: () => true,
};
