import { findNamedCard } from '../../../../src/contract/test-cards.js';
import { findNamedIban } from '../../../../src/contract/test-ibans.js';
import { NO_ADDRESS } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { namedTestCard } from '../../methods/card/read-card.js';
import { namedTestAccount } from '../../methods/sepa-debit/read-iban.js';
import type { BillingDetails } from './billing-details.js';
import type { PaymentMethodRow } from './object.js';
import { addPaymentMethod } from './params.js';
import type { PaymentMethodSource } from './source.js';

/**
 * Makes the payment method that a constant of test mode stands for, such as `pm_card_visa` or `pm_success_de`: a new one
 * each time. Nothing where the id is no such constant.
 */
export async function makeTestPaymentMethod(work: Work, id: string): Promise<PaymentMethodRow | undefined> {
  const source = testSource(work, id);
  return source && addPaymentMethod(work, source);
}

function testSource(work: Work, id: string): PaymentMethodSource | undefined {
  if (work.livemode) return undefined;
  const card = findNamedCard(id, 'pm_card_');
  if (card) return { ...PLAIN, card: namedTestCard(card, work.accountId, work) };
  const account = findNamedIban(id);
  return account && { ...PLAIN, bankAccount: namedTestAccount(account, work), billingDetails: HOLDER };
}

const NOBODY: BillingDetails = {
  address: NO_ADDRESS,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

// An account can't be debited without its holder's name and email.
const HOLDER: BillingDetails = { ...NOBODY, name: 'Jenny Rosen', email: 'jenny@example.com' };

const PLAIN: PaymentMethodSource = {
  card: null,
  bankAccount: null,
  billingDetails: NOBODY,
  metadata: {},
  allowRedisplay: 'unspecified',
};
