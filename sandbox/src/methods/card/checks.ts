import { behaviourOf } from '../../../../src/contract/test-cards.js';
import type { Address } from '../../kernel/address.js';
import type { StoredCard } from './stored-card.js';

export type Check = 'fail' | 'pass' | 'unavailable' | 'unchecked';

export interface Checks {
  address_line1_check: Check | null;
  address_postal_code_check: Check | null;
  cvc_check: Check | null;
}

/** What the issuer says of what was typed beside the number; nothing of what was not, and `unchecked` until it is asked. */
export function checksOf(card: StoredCard, address: Address): Checks {
  const { cvc = 'pass', postalCode = 'pass', line1 = 'pass' } = behaviourOf(card.testCard).checks ?? {};
  const answer = (given: unknown, answered: Check) =>
    given ? (card.checked ? answered : 'unchecked') : null;
  return {
    address_line1_check: answer(address.line1, line1),
    address_postal_code_check: answer(address.postal_code, postalCode),
    cvc_check: answer(card.cvcProvided, cvc),
  };
}
