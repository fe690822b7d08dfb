import type Stripe from 'stripe';
import type { Dispute as CardDispute } from '../../../../src/contract/test-cards.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { record } from '../balance/ledger.js';
import { charges } from '../charges/charges.js';
import { NO_EVIDENCE } from './evidence.js';
import { disputes as table } from './table.js';

export const disputes = documents(table, 'dispute');

/** Why a payment is disputed: what the public test cards stand for, or a bank account's holder who objects to a debit. */
export type DisputeKind = CardDispute | 'debit';

type CaseType = Stripe.Dispute.PaymentMethodDetails.Card['case_type'];

/** What is special about each kind. */
interface Traits {
  reason: string;
  status: Stripe.Dispute.Status;
  caseType: CaseType;
  /** What the card's network calls the reason. */
  networkReason: string;
  /** Whether the money is taken back while the dispute lasts. */
  withdraws: boolean;
  eligibility?: Stripe.Dispute.EvidenceDetails.EnhancedEligibility;
}

const CHARGEBACK: Traits = {
  reason: 'fraudulent',
  status: 'needs_response',
  caseType: 'chargeback',
  networkReason: '10.4',
  withdraws: true,
};

const PREVENTED: Traits = { ...CHARGEBACK, status: 'prevented', caseType: 'resolution' };

const COMPLIANCE: Traits = { ...CHARGEBACK, reason: 'noncompliant', caseType: 'compliance' };

const TRAITS: Record<Exclude<DisputeKind, 'early_fraud_warning'>, Traits> = {
  fraudulent: CHARGEBACK,
  multiple: CHARGEBACK,
  smart_disputes: CHARGEBACK,
  product_not_received: { ...CHARGEBACK, reason: 'product_not_received', networkReason: '13.1' },
  inquiry: { ...CHARGEBACK, status: 'warning_needs_response', caseType: 'inquiry', withdraws: false },
  visa_compelling_evidence_3: {
    ...CHARGEBACK,
    eligibility: {
      visa_compelling_evidence_3: {
        required_actions: [
          'missing_customer_identifiers',
          'missing_disputed_transaction_description',
          'missing_merchandise_or_services',
          'missing_prior_undisputed_transaction_description',
        ],
        status: 'requires_action',
      },
    },
  },
  visa_compliance: {
    ...COMPLIANCE,
    networkReason: '98',
    eligibility: { visa_compliance: { status: 'requires_fee_acknowledgement' } },
  },
  mastercard_compliance: {
    ...COMPLIANCE,
    networkReason: '98',
    eligibility: { mastercard_compliance: { status: 'requires_fee_acknowledgement' } },
  },
  visa_rapid_resolution: PREVENTED,
  ethoca_alert: PREVENTED,
  visa_compelling_evidence_3_block: { ...PREVENTED, caseType: 'block', withdraws: false },
  debit: { ...CHARGEBACK, reason: 'debit_not_authorized', status: 'lost', networkReason: 'MD06' },
};

/** What the platform takes for handling a dispute, in the currency's smallest unit. */
const FEE = 1500;
const RESPOND_WITHIN_MS = 7 * 24 * 3600 * 1000;
/** How long a bank takes over evidence. */
const DECIDES_AFTER_SECONDS = 2;

/** Disputes a payment that has just succeeded. Returns its charge as it is then. */
export async function openDispute(
  work: Work,
  charge: Stripe.Charge,
  kind: DisputeKind,
): Promise<Stripe.Charge> {
  if (kind === 'early_fraud_warning') return warn(work, charge);
  const disputed = { ...charge, disputed: true };
  await charges.replace(work, charge.id, { body: disputed });
  await open(work, charge, kind);
  if (kind === 'multiple') await open(work, charge, kind);
  return disputed;
}

async function open(
  work: Work,
  charge: Stripe.Charge,
  kind: Exclude<DisputeKind, 'early_fraud_warning'>,
): Promise<void> {
  const traits = TRAITS[kind];
  const id = newId('dp');
  const withdrawal = traits.withdraws ? [await withdraw(work, id, charge)] : [];
  const body: Stripe.Dispute = {
    id,
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: withdrawal,
    charge: charge.id,
    created: seconds(work.now),
    currency: charge.currency,
    enhanced_eligibility_types: Object.keys(traits.eligibility ?? {}),
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: awaitsResponse(traits.status)
        ? seconds(new Date(work.now.getTime() + RESPOND_WITHIN_MS))
        : null,
      enhanced_eligibility: traits.eligibility ?? {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: kind === 'smart_disputes' ? 'smart_disputes' : 'manual',
    is_charge_refundable: !traits.withdraws,
    livemode: work.livemode,
    metadata: {},
    network_reason_code: traits.networkReason,
    payment_intent: charge.payment_intent,
    ...(charge.payment_method_details?.card && {
      payment_method_details: {
        card: {
          brand: charge.payment_method_details.card.brand ?? 'unknown',
          case_type: traits.caseType,
          network: charge.payment_method_details.card.network ?? 'unknown',
          network_reason_code: traits.networkReason,
        },
        type: 'card',
      },
    }),
    reason: traits.reason,
    status: traits.status,
  };
  await disputes.insert(work, {
    id,
    body,
    chargeId: charge.id,
    paymentIntentId: charge.payment_intent ? String(charge.payment_intent) : null,
  });
  work.outbox.emit('charge.dispute.created', body);
  if (traits.withdraws) work.outbox.emit('charge.dispute.funds_withdrawn', body);
  if (isClosed(traits.status)) work.outbox.emit('charge.dispute.closed', body);
}

export interface DisputeChange {
  evidence?: Partial<Stripe.Dispute.Evidence> | undefined;
  metadata: Record<string, string>;
  /** Whether the evidence goes to the bank now: it can be sent once. */
  submit: boolean;
}

/**
 * Adds evidence to a dispute. The dispute has to be locked.
 *
 * @throws ApiError 400 for evidence that comes too late.
 */
export async function respond(
  work: Work,
  before: Stripe.Dispute,
  { evidence, metadata, submit }: DisputeChange,
): Promise<Stripe.Dispute> {
  if ((evidence || submit) && !awaitsResponse(before.status)) throw notOpen(before);
  const details = before.evidence_details;
  const after: Stripe.Dispute = {
    ...before,
    evidence: { ...before.evidence, ...evidence },
    evidence_details: {
      ...details,
      has_evidence: details.has_evidence || evidence !== undefined,
      ...(submit && { submission_count: details.submission_count + 1, submission_method: 'manual' }),
    },
    metadata,
    ...(submit && { status: underReview(before.status) }),
  };
  await change(work, before, after);
  if (submit) work.outbox.later(disputeDecision, before.id, DECIDES_AFTER_SECONDS);
  return after;
}

/**
 * Gives a dispute up: it is lost, and an inquiry is closed. The dispute has to be locked.
 *
 * @throws ApiError 400 for one that is closed.
 */
export async function accept(work: Work, before: Stripe.Dispute): Promise<Stripe.Dispute> {
  if (isClosed(before.status)) throw notOpen(before);
  return close(work, before, isInquiry(before.status) ? 'warning_closed' : 'lost');
}

/**
 * Has the bank decide on evidence that was submitted: by the words of the public testing reference. With none of them it
 * stays under review.
 */
export const disputeDecision: JobType = { name: 'decide_dispute', run: decideDispute };

async function decideDispute(work: Work, id: string): Promise<void> {
  const { body } = await disputes.lock(work, id);
  if (body.status !== 'under_review' && body.status !== 'warning_under_review') return;
  const words = body.evidence.uncategorized_text ?? '';
  const inquiry = isInquiry(body.status);
  if (words.includes('winning_evidence')) await close(work, body, inquiry ? 'warning_closed' : 'won');
  else if (words.includes('losing_evidence')) await close(work, body, inquiry ? 'warning_closed' : 'lost');
  else if (inquiry && words.includes('escalate_inquiry_evidence')) await escalate(work, body);
}

/** An inquiry becomes a chargeback: the money is taken back, and there is another chance to respond. */
async function escalate(work: Work, before: Stripe.Dispute): Promise<void> {
  const { body: charge } = await charges.find(work, String(before.charge));
  const after: Stripe.Dispute = {
    ...before,
    balance_transactions: [await withdraw(work, before.id, charge)],
    is_charge_refundable: false,
    status: 'needs_response',
  };
  await change(work, before, after);
  work.outbox.emit('charge.dispute.funds_withdrawn', after);
}

async function close(
  work: Work,
  before: Stripe.Dispute,
  status: 'lost' | 'warning_closed' | 'won',
): Promise<Stripe.Dispute> {
  const reinstated = status === 'won' ? [await reinstate(work, before)] : [];
  const after = {
    ...before,
    balance_transactions: [...before.balance_transactions, ...reinstated],
    status,
  };
  await change(work, before, after);
  work.outbox.emit('charge.dispute.closed', after);
  if (status === 'won') work.outbox.emit('charge.dispute.funds_reinstated', after);
  return after;
}

async function change(work: Work, before: Stripe.Dispute, after: Stripe.Dispute): Promise<void> {
  await disputes.replace(work, before.id, { body: after });
  work.outbox.emit('charge.dispute.updated', after, {
    evidence: before.evidence,
    evidence_details: before.evidence_details,
    metadata: before.metadata,
    status: before.status,
  });
}

const withdraw = (work: Work, dispute: string, { id, amount, currency }: Stripe.Charge) =>
  record(work, {
    type: 'adjustment',
    category: 'dispute',
    source: dispute,
    amount: -amount,
    fee: FEE,
    currency,
    description: `Chargeback withdrawal for ${id}`,
  });

const reinstate = (work: Work, { id, amount, charge, currency }: Stripe.Dispute) =>
  record(work, {
    type: 'adjustment',
    category: 'dispute_reversal',
    source: id,
    amount,
    fee: -FEE,
    currency,
    description: `Chargeback reversal for ${charge}`,
  });

/** The card's network has doubts: there is no dispute yet, and the shop may refund before there is one. */
function warn(work: Work, charge: Stripe.Charge): Stripe.Charge {
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: true,
    charge: charge.id,
    created: seconds(work.now),
    fraud_type: 'made_with_stolen_card',
    livemode: work.livemode,
    ...(charge.payment_intent && { payment_intent: charge.payment_intent }),
  };
  work.outbox.emit('radar.early_fraud_warning.created', warning);
  return charge;
}

const awaitsResponse = (status: string) => status === 'needs_response' || status === 'warning_needs_response';
const isInquiry = (status: string) => status.startsWith('warning_');
const isClosed = (status: string) => ['lost', 'prevented', 'warning_closed', 'won'].includes(status);
const underReview = (status: string) => (isInquiry(status) ? 'warning_under_review' : 'under_review');

const notOpen = ({ id, status }: Stripe.Dispute) =>
  invalidRequest(
    isClosed(status)
      ? `The dispute ${id} is closed (${status}): nothing can be added to it.`
      : `The evidence of the dispute ${id} has been submitted: it can be sent once.`,
    { code: 'dispute_not_open' },
  );
