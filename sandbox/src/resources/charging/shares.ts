import type Stripe from 'stripe';
import * as v from 'valibot';
import { money } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';
import { findConnected, platformOf } from '../../kernel/http/account.js';
import { integer, text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { asAccount } from '../../kernel/transaction.js';
import { chargeFee } from '../application-fees/index.js';
import type { ApplicationFee } from '../balance/index.js';
import { destinationOf, type Transferred, transfer } from '../transfers/index.js';

/** The parameters by which a payment is shared between a platform and a connected account. */
export const sharingParams = {
  application_fee_amount: v.optional(integer({ minimum: 0 })),
  on_behalf_of: v.optional(text()),
  transfer_data: v.optional(
    v.strictObject({ amount: v.optional(integer({ minimum: 1 })), destination: text() }),
  ),
  transfer_group: v.optional(text()),
};

/** A payment whose money is taken. */
export interface Taken extends Shared {
  id: string;
  availableOn: Date;
  description: string | null;
  transfer_group: string | null;
}

/**
 * Gives the platform its fee of a charge that a connected account has made. Returns the fee as the ledger shows it in the row
 * of the charge, and its id.
 */
export async function takePlatformFee(
  work: Work,
  { id, application_fee_amount: amount, availableOn, currency }: Taken,
): Promise<{ applicationFee: ApplicationFee; id: string } | undefined> {
  const platform = await platformOf(work.db, work.accountId);
  if (!amount || !platform) return undefined;
  const fee = await chargeFee(asAccount(work, platform), {
    payer: work.accountId,
    charge: id,
    original: null,
    amount,
    currency,
    availableOn,
  });
  return { applicationFee: { amount, platform }, id: fee };
}

/** Transfers the share of the connected account that a charge of the platform names. */
export function passOn(
  work: Work,
  {
    id,
    amount,
    application_fee_amount: fee,
    availableOn,
    currency,
    transfer_data: data,
    transfer_group: group,
  }: Taken,
): Promise<Transferred> {
  return transfer(work, {
    destination: String(data?.destination),
    amount: data?.amount ?? amount,
    currency,
    group,
    source: { charge: id, availableOn },
    fee: fee ?? 0,
  });
}

/** The part of a payment that decides how it is shared. */
export interface Shared {
  amount: number;
  application_fee_amount?: number | null | undefined;
  currency: string;
  on_behalf_of?: string | Stripe.Account | null | undefined;
  transfer_data?:
    | { amount?: number | null | undefined; destination: string | Stripe.Account }
    | null
    | undefined;
}

/**
 * Checks that a payment can be shared in this way.
 *
 * @throws ApiError 400 for a fee or a transfer that is more than the payment, for a fee that nobody pays, and for an account
 * that is not connected, may not receive transfers or may not be charged for.
 */
export async function checkShares(call: Call, shared: Shared): Promise<void> {
  const { on_behalf_of: merchant, transfer_data: data } = shared;
  checkFee(call, shared);
  checkParts(shared);
  if (data) await destinationOf(call, String(data.destination), 'transfer_data[destination]');
  if (merchant) await merchantOf(call, String(merchant));
}

/**
 * Finds the account that a payment is settled for: it is connected to the caller's, and may be charged for by card.
 *
 * @throws ApiError 400 `resource_missing` or `capability_not_active`
 */
export async function merchantOf(
  { accountId, db }: Pick<Call, 'accountId' | 'db'>,
  id: string,
  param = 'on_behalf_of',
): Promise<Stripe.Account> {
  const account = await findConnected(db, accountId, id);
  if (!account) {
    throw invalidRequest(
      `No such on_behalf_of account: '${id}'. It has to be an account that is connected to the one that takes the payment.`,
      { code: 'resource_missing', param },
    );
  }
  const { card_payments: status = 'not requested' } = account.capabilities ?? {};
  if (status === 'active') return account;
  throw invalidRequest(
    `The account referenced in the 'on_behalf_of' parameter is missing the required capabilities: card_payments. It is ${status} ` +
      `for ${id}, whose requirements say what is missing.`,
    { code: 'capability_not_active', param },
  );
}

function checkFee({ accountId, key }: Call, shared: Shared): void {
  const { application_fee_amount: fee, transfer_data: data } = shared;
  if (fee === undefined || fee === null) return;
  if (data?.amount) {
    throw invalidRequest(
      'You may only specify one of these parameters: application_fee_amount, transfer_data[amount].',
      { code: 'parameters_exclusive', param: 'application_fee_amount' },
    );
  }
  if (!data && accountId === key.accountId) {
    throw invalidRequest(
      'Can only apply an application_fee_amount when the payment is a direct one, with the header Payframe-Account, or one with ' +
        'transfer_data[destination].',
      { code: 'application_fees_not_allowed', param: 'application_fee_amount' },
    );
  }
}

/** @throws ApiError 400 for a fee that is more than the payment, or a transfer. */
export function checkParts(shared: Shared): void {
  const { application_fee_amount: fee, transfer_data: data } = shared;
  checkPart(shared, fee, 'application_fee_amount');
  checkPart(shared, data?.amount, 'transfer_data[amount]');
}

function checkPart({ amount, currency }: Shared, part: number | null | undefined, param: string): void {
  if (!part || part <= amount) return;
  throw invalidRequest(
    `${param} (${money(part, currency)}) must be at most the amount of the payment (${money(amount, currency)}).`,
    { param },
  );
}
