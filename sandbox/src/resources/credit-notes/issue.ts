import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { seconds } from '../../kernel/seconds.js';
import { onWallClock } from '../../kernel/transaction.js';
import { charges } from '../charges/index.js';
import { changeBalance } from '../customers/index.js';
import {
  CREDIT_NOTE_PATH,
  creditInvoice,
  type Held,
  newAddress,
  uncreditInvoice,
} from '../invoices/index.js';
import { refund } from '../refunding/index.js';
import { refunds } from '../refunds/index.js';
import { creditNotes, type NoteRow } from './notes.js';
import type { NoteParams } from './params.js';
import { readNote } from './read.js';

type Note = Stripe.CreditNote;

/**
 * Issues a credit note: what is still to be paid becomes less, and what was paid goes back as the request says.
 *
 * @throws ApiError 400 where the parts that go back are not what was paid.
 */
export async function issueNote(held: Held, params: NoteParams): Promise<Note> {
  const { work, invoice } = held;
  if (held.intent?.status === 'processing') {
    throw invalidRequest(
      `A payment of invoice ${invoice.id} is on its way. Wait until it has succeeded or failed.`,
      { param: 'invoice' },
    );
  }
  const { body: draft, lines, credit } = await readNote(work, invoice, params);
  const linked = await linkedRefunds(held, params.refunds ?? []);
  const sum =
    (params.refund_amount ?? 0) +
    (params.credit_amount ?? 0) +
    (params.out_of_band_amount ?? 0) +
    linked.reduce((whole, { amount_refunded: amount }) => whole + amount, 0);
  if (sum !== credit.postPayment) {
    throw invalidRequest(
      `The sum of credit amount, refund amount and out of band amount (${sum}) must equal the part of the credit note that was paid (${credit.postPayment}).`,
      { param: params.refund_amount === undefined ? 'credit_amount' : 'refund_amount' },
    );
  }
  const made = params.refund_amount ? [await refundPart(held, params.refund_amount)] : [];
  const transaction = params.credit_amount ? await creditCustomer(held, draft, params.credit_amount) : null;
  const { secret, url } = newAddress(work, CREDIT_NOTE_PATH);
  const body: Note = {
    ...draft,
    pdf: url === null ? '' : `${url}/pdf`,
    customer_balance_transaction: transaction,
    refunds: [...made, ...linked],
  };
  await creditNotes.insert(work, {
    id: body.id,
    body,
    customerId: String(body.customer),
    invoiceId: invoice.id,
    secret,
    lines,
  });
  work.outbox.emit('credit_note.created', body);
  await creditInvoice(held, credit);
  return body;
}

/** @throws ApiError 400 for an invoice that was not paid by a payment here. */
function chargeOf({ invoice, intent }: Held, param: string): string {
  if (intent?.status === 'succeeded' && intent.latest_charge) return String(intent.latest_charge);
  throw invalidRequest(
    `Invoice ${invoice.id} was not paid by a payment that could be refunded. Use credit_amount or out_of_band_amount.`,
    { param },
  );
}

async function refundPart(held: Held, amount: number): Promise<Note['refunds'][number]> {
  const wall = onWallClock(held.work);
  const row = await charges.lock(wall, chargeOf(held, 'refund_amount'), 'refund_amount');
  const { id } = await refund(wall, row, { amount, metadata: {} });
  return { amount_refunded: amount, payment_record_refund: null, refund: id, type: 'refund' };
}

/** Finds the refunds that a credit note is about. */
async function linkedRefunds(
  held: Held,
  given: NonNullable<NoteParams['refunds']>,
): Promise<Note['refunds']> {
  const found: Note['refunds'] = [];
  for (const [index, { amount_refunded: part, refund: id }] of given.entries()) {
    const param = `refunds[${index}][refund]`;
    const { body } = await refunds.find(held.work, id, param);
    const amount = part ?? body.amount;
    if (body.charge !== chargeOf(held, param) || amount > body.amount) {
      throw invalidRequest(`Refund ${id} is not one of ${amount} of invoice ${held.invoice.id}.`, { param });
    }
    found.push({ amount_refunded: amount, payment_record_refund: null, refund: id, type: 'refund' });
  }
  return found;
}

async function creditCustomer(
  { work, customer, invoice }: Held,
  note: Note,
  amount: number,
): Promise<string> {
  const { transaction } = await changeBalance(work, customer, {
    type: 'credit_note',
    amount: -amount,
    currency: invoice.currency,
    creditNote: note.id,
    invoice: invoice.id,
  });
  return transaction.id;
}

/**
 * Voids a credit note of an open invoice, whose amount becomes due again.
 *
 * @throws ApiError 400 for one that is void already, or of which money went back.
 */
export async function voidNote(held: Held, { body: before }: NoteRow): Promise<Note> {
  const { work, invoice } = held;
  if (before.status !== 'issued' || before.type !== 'pre_payment' || invoice.status !== 'open') {
    throw invalidRequest(
      before.status === 'issued'
        ? `Credit note ${before.id} can't be voided: only one of an invoice that is still open can be.`
        : `Credit note ${before.id} is void already.`,
      { code: 'status_transition_invalid' },
    );
  }
  const after: Note = { ...before, status: 'void', voided_at: seconds(work.now) };
  await creditNotes.replace(work, after.id, { body: after });
  work.outbox.emit('credit_note.voided', after);
  await uncreditInvoice(held, before.pre_payment_amount);
  return after;
}
