import type Stripe from 'stripe';
import { behaviourOf } from '../../../../src/contract/test-cards.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { CardPayee } from '../../methods/index.js';
import type { ExternalAccountState } from './state.js';

/**
 * Returns the data that may be stored of a debit card that an account is paid out to.
 *
 * @param place The account, its currency, and the parameter that has the card's token.
 * @throws ApiError 400 `invalid_card_type` for a card that is no debit card
 */
export function storedDebitCard(
  { id, currency, isDebit, shown, testCard }: CardPayee,
  place: { account: string; currency: string; param: string },
): ExternalAccountState {
  if (!isDebit) {
    throw invalidRequest(
      'An account can be paid out only to a debit card. In test mode, use tok_visa_debit_us_transferSuccess.',
      { code: 'invalid_card_type', param: place.param },
    );
  }
  const isInstant = behaviourOf(testCard).payout !== 'never_instant';
  const body = {
    ...shown,
    id,
    account: place.account,
    available_payout_methods: isInstant ? ['standard', 'instant'] : ['standard'],
    currency: currency ?? place.currency,
    default_for_currency: false,
    metadata: {},
    status: 'new',
  } as unknown as Stripe.Card;
  return { body, facts: { behaves: testCard } };
}
