import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { type BillingDetails, type Dispute, type DisputeCase, methods } from '../../methods/index.js';
import { record } from '../balance/index.js';
import { type Charged, charges } from '../charges/index.js';
import { NO_EVIDENCE } from './evidence.js';
import { disputes as table } from './table.js';

export const disputes = documents(table, 'dispute');

/** Fee of the platform for a dispute, in the currency's smallest unit. */
const FEE = 1500;
const RESPOND_WITHIN_MS = 7 * 24 * 3600 * 1000;
/** Time that a bank takes to decide on evidence. */
const DECIDES_AFTER_SECONDS = 2;

/** Disputes a payment as soon as the money was taken, where its test data stands for a dispute. */
export async function disputeIfTold(
  work: Work,
  charge: Stripe.Charge,
  { type, details }: Charged,
): Promise<Stripe.Charge> {
  const dispute = methods.of(type).dispute?.(details, charge.billing_details as BillingDetails);
  return dispute ? openDispute(work, charge, dispute) : charge;
}

/** Disputes a payment that has just succeeded. Returns its changed charge. */
async function openDispute(work: Work, charge: Stripe.Charge, dispute: DisputeCase): Promise<Stripe.Charge> {
  if (dispute === 'early_fraud_warning') return warn(work, charge);
  const disputed = { ...charge, disputed: true };
  await charges.replace(work, charge.id, { body: disputed });
  for (let opened = 0; opened < (dispute.count ?? 1); opened++) await open(work, charge, dispute);
  return disputed;
}

async function open(work: Work, charge: Stripe.Charge, dispute: Dispute): Promise<void> {
  const id = newId('dp');
  const withdrawal = dispute.withdraws ? [await withdraw(work, id, charge)] : [];
  const body: Stripe.Dispute = {
    id,
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: withdrawal,
    charge: charge.id,
    created: seconds(work.now),
    currency: charge.currency,
    enhanced_eligibility_types: Object.keys(dispute.eligibility ?? {}),
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: awaitsResponse(dispute.status)
        ? seconds(new Date(work.now.getTime() + RESPOND_WITHIN_MS))
        : null,
      enhanced_eligibility: dispute.eligibility ?? {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: dispute.submission ?? 'manual',
    is_charge_refundable: !dispute.withdraws,
    livemode: work.livemode,
    metadata: {},
    network_reason_code: dispute.networkReason,
    payment_intent: charge.payment_intent,
    ...(dispute.details && { payment_method_details: dispute.details }),
    reason: dispute.reason,
    status: dispute.status,
  };
  await disputes.insert(work, {
    id,
    body,
    chargeId: charge.id,
    paymentIntentId: charge.payment_intent ? String(charge.payment_intent) : null,
  });
  work.outbox.emit('charge.dispute.created', body);
  if (dispute.withdraws) work.outbox.emit('charge.dispute.funds_withdrawn', body);
  if (isClosed(dispute.status)) work.outbox.emit('charge.dispute.closed', body);
}

export interface DisputeChange {
  evidence?: Partial<Stripe.Dispute.Evidence> | undefined;
  metadata: Record<string, string>;
  /** Whether the evidence goes to the bank now. It can be sent only once. */
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
 * The job of the bank's decision on submitted evidence, by the words of the public testing reference. With
 * none of them, the dispute stays under review.
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

/** Turns an inquiry into a chargeback: the money is taken back, and there is another chance to respond. */
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

/**
 * Adds an early fraud warning: the card's network has doubts, and the shop may refund before there is a
 * dispute.
 */
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
