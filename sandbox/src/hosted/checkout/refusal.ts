import type { CheckoutLanguage } from './language.js';

/** Reasons for which a card is refused that have a text of their own, by the codes of the API. */
export const REFUSALS = ['insufficient_funds', 'expired_card', 'incorrect_cvc', 'card_declined'] as const;

/** Says why a payment was refused. */
export function refusalText(
  { code, decline_code: reason }: { code?: string; decline_code?: string },
  { say }: CheckoutLanguage,
): string {
  return say(REFUSALS.find((known) => known === reason || known === code) ?? 'not_taken');
}
