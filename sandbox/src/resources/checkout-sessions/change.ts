import { isDeepStrictEqual } from 'node:util';
import { invalidRequest } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { toldAfter } from './collect.js';
import { purchaseOf } from './complete.js';
import { requireOpen } from './confirm.js';
import { checkDelivers, discountsOf } from './create.js';
import { typedDiscount } from './discounts.js';
import { changedLines, chosenLines, takenLines } from './lines.js';
import { checkPageSecret } from './page-secret.js';
import type { PageChange, UpdateParams } from './params.js';
import { recounted } from './priced.js';
import { costOf, readShipping } from './shipping.js';
import { type Held, holdSession, type Session, type SessionRow, saveSession } from './store.js';
import { withdrawAttempt } from './withdraw.js';

/** Changes a session, as the shop's server wants. */
export async function updateSession(call: Call<UpdateParams>): Promise<Session> {
  const { collected_information: told, line_items: lines, metadata, shipping_options: options } = call.params;
  const held = await holdSession(call, call.id);
  if (lines || options !== undefined || told) requireOpen(held);
  const { row, work } = held;
  checkDelivers(row.body.mode, options ?? []);
  const body: Session = {
    ...row.body,
    metadata: merged(row.body.metadata ?? {}, metadata),
    ...(told?.shipping_details && {
      collected_information: {
        ...(row.body.collected_information as NonNullable<Session['collected_information']>),
        shipping_details: told.shipping_details as never,
      },
    }),
  };
  const currency = String(body.currency);
  const purchase = { mode: body.mode as 'payment', currency };
  const shipping = options === undefined ? undefined : await readShipping(work, options ?? [], currency);
  return resell(held, {
    ...row,
    body: shipping ? { ...body, shipping_cost: costOf(shipping), shipping_options: shipping } : body,
    lines: lines ? await changedLines(work, row.lines, lines, purchase) : row.lines,
  });
}

/**
 * Changes what is bought, as the customer wants in their page.
 *
 * @throws ApiError 400 for what the shop does not let them change.
 */
export async function changeByPage(call: Call<PageChange>): Promise<SessionRow> {
  const { line_item: line, optional_item: item, promotion_code: code, shipping_rate: rate } = call.params;
  const held = await holdSession(call, call.id);
  checkPageSecret(held.row, call.params.client_secret);
  requireOpen(held);
  const { row, work } = held;
  const taken = item ? takenLines(row.lines, item) : row.lines;
  const { billing_details, business_name, email, individual_name, phone, shipping_details, tax_id } =
    call.params;
  const contact = { billing_details, business_name, email, individual_name, phone, shipping_details, tax_id };
  const shipped: SessionRow = {
    ...row,
    lines: line ? chosenLines(taken, line) : taken,
    hidden: { ...row.hidden, told: toldAfter(row.body, row.hidden.told ?? {}, contact) },
    body: rate ? { ...row.body, shipping_cost: costOf(row.body.shipping_options, rate) } : row.body,
  };
  const after = code === undefined ? shipped : await withCode(work, shipped, code);
  return { ...after, body: await resell(held, after) };
}

async function withCode(work: Work, row: SessionRow, code: string | null): Promise<SessionRow> {
  if (!row.body.allow_promotion_codes) {
    throw invalidRequest('The shop takes no promotion codes here.', { param: 'promotion_code' });
  }
  const discount = code === null ? null : await typedDiscount(work, code, purchaseOf(row));
  return {
    ...row,
    body: { ...row.body, discounts: discountsOf(discount) },
    hidden: { ...row.hidden, discount },
  };
}

/** Saves a session that sells other things than before. An attempt to pay the former total comes to nothing. */
async function resell(held: Held, after: SessionRow): Promise<Session> {
  const { row: before, work } = held;
  const body = await recounted(work, after);
  const isSame = isDeepStrictEqual(soldBy(before), soldBy({ ...after, body }));
  const { row } = isSame ? held : await withdrawAttempt(held);
  await saveSession(work, row, { body, hidden: after.hidden, lines: after.lines });
  return body;
}

const soldBy = ({ body, hidden, lines }: SessionRow) => [
  lines,
  hidden.discount,
  body.shipping_cost,
  body.amount_total,
];
