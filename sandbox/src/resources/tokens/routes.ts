import type { Token as BrowserToken } from '@stripe/stripe-js';
import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { CardBrand } from '../../../../src/contract/card-brands.js';
import { findNamedCard } from '../../../../src/contract/test-cards.js';
import { insertion } from '../../kernel/db/statement.js';
import { cardError, invalidRequest } from '../../kernel/errors.js';
import type { ApiKey } from '../../kernel/http/caller.js';
import {
  cardNumberParams,
  clearable,
  common,
  currency,
  networks,
  optionalText,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { visible } from '../../kernel/store/owner.js';
import { namedTestCard, readTestCard } from '../../methods/card/read-card.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import { readTestIban } from '../../methods/sepa-debit/read-iban.js';
import type { TokenAccount } from '../../methods/sepa-debit/stored-account.js';
import type { Cardholder } from './cardholder.js';
import { tokens } from './table.js';

type TokenRow = typeof tokens.$inferSelect;

const insertToken = insertion(tokens);

const cardParams = v.strictObject({
  ...common,
  card: v.strictObject({
    ...cardNumberParams,
    networks,
    name: optionalText(),
    address_line1: optionalText(),
    address_line2: optionalText(),
    address_city: optionalText(),
    address_state: optionalText(),
    address_zip: optionalText(),
    address_country: optionalText(),
    currency: v.optional(clearable(currency), ''),
  }),
});

const bankAccountParams = v.strictObject({
  ...common,
  bank_account: v.strictObject({
    account_number: text(100),
    country: text(2),
    currency,
    account_holder_name: optionalText(),
    account_holder_type: v.optional(v.picklist(['individual', 'company'])),
  }),
});

// A security code alone, for a card that is saved already.
const cvcParams = v.strictObject({
  ...common,
  cvc_update: v.strictObject({ cvc: v.pipe(v.string(), v.trim()) }),
});

const createParams = v.lazy((params) => {
  const sent = Object.keys(params as object);
  const unsupported = ['account', 'person', 'pii'].find((type) => sent.includes(type));
  if (unsupported) {
    throw invalidRequest(
      `Tokens of the type '${unsupported}' are not made here: send card, bank_account or cvc_update.`,
      { param: unsupported },
    );
  }
  if (sent.includes('cvc_update')) return cvcParams;
  return sent.includes('bank_account') ? bankAccountParams : cardParams;
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/tokens',
    keys: ['publishable', 'secret'],
    params: createParams,
    handle: createToken,
  }),
  route({
    method: 'GET',
    path: '/v1/tokens/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => tokenObject(await findToken(call, call.id), call.key),
  }),
];

type CreateParams = v.InferOutput<typeof createParams>;

async function createToken(call: Call<CreateParams>): Promise<object> {
  const row: TokenRow = {
    id: newId('cvc_update' in call.params ? 'cvctok' : 'tok'),
    accountId: call.accountId,
    livemode: call.livemode,
    createdAt: call.now,
    ...sourceOf(call.params, call),
    clientIp: call.clientIp,
    used: false,
  };
  await insertToken(call.db, row);
  return tokenObject(row, call.key);
}

type Source = Pick<TokenRow, 'cardId' | 'card' | 'cardholder' | 'bankAccount'>;

function sourceOf(params: CreateParams, call: Call<unknown>): Source {
  if ('cvc_update' in params) return cvcOf(params);
  return 'card' in params ? cardOf(params, call) : bankAccountOf(params, call);
}

// Which card a security code is of shows when it is used: any that could be one is taken, and none is kept.
function cvcOf({ cvc_update: { cvc } }: v.InferOutput<typeof cvcParams>): Source {
  if (!/^\d{3,4}$/.test(cvc)) {
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  }
  return { cardId: null, card: null, cardholder: null, bankAccount: null };
}

function cardOf({ card }: v.InferOutput<typeof cardParams>, call: Call<unknown>): Source {
  const { number, exp_month, exp_year, cvc, networks: chosen, ...cardholder } = card;
  const typed = { number, exp_month, exp_year, cvc };
  return {
    cardId: newId('card'),
    card: readTestCard(typed, chosen?.preferred ?? null, call.accountId, call),
    cardholder,
    bankAccount: null,
  };
}

function bankAccountOf(params: v.InferOutput<typeof bankAccountParams>, call: Call<unknown>): Source {
  const { account_number, currency, account_holder_name, account_holder_type } = params.bank_account;
  const account = readTestIban(account_number, 'bank_account[account_number]', call.accountId, call);
  return {
    cardId: null,
    card: null,
    cardholder: null,
    bankAccount: {
      ...account,
      id: newId('ba'),
      currency,
      holderName: account_holder_name,
      holderType: account_holder_type ?? null,
    },
  };
}

/**
 * Takes a token's card for good: a token can be used once. A constant such as `tok_visa` is a new token each time.
 *
 * @throws ApiError 404 `resource_missing`, 400 `token_already_used`; 400 for a bank account's token.
 */
export async function spendCardToken(
  work: Work,
  id: string,
): Promise<{ card: StoredCard; cardholder: Cardholder | null }> {
  const named = work.livemode ? undefined : findNamedCard(id, 'tok_');
  if (named) return { card: namedTestCard(named, work.accountId, work), cardholder: null };
  const { card, cardholder } = await spendToken(work, id);
  if (card) return { card, cardholder };
  throw invalidRequest(`The token ${id} is of a bank account, not of a card.`, { param: 'card[token]' });
}

/**
 * Uses up the token of a security code, for a payment with a card that is saved already.
 *
 * @throws ApiError 404 `resource_missing`, 400 `token_already_used`; 400 for another token.
 */
export async function spendCvcToken(work: Work, id: string): Promise<void> {
  const token = await spendToken(work, id);
  if (typeOf(token) === 'cvc_update') return;
  throw invalidRequest(`The token ${id} is not of a security code: its type is not cvc_update.`, {
    param: 'payment_method_options[card][cvc_token]',
  });
}

const typeOf = ({ card, bankAccount }: TokenRow) =>
  card ? 'card' : bankAccount ? 'bank_account' : 'cvc_update';

async function spendToken(work: Work, id: string): Promise<TokenRow> {
  const { db, accountId, livemode } = work;
  const [used] = await db
    .update(tokens)
    .set({ used: true })
    .where(
      and(
        eq(tokens.id, id),
        eq(tokens.accountId, accountId),
        eq(tokens.livemode, livemode),
        eq(tokens.used, false),
      ),
    )
    .returning();
  if (used) return used;
  await findToken(work, id);
  throw invalidRequest(`You cannot use a token more than once: ${id}.`, { code: 'token_already_used' });
}

async function findToken(work: Work, id: string): Promise<TokenRow> {
  const [row] = await work.db.select().from(tokens).where(eq(tokens.id, id));
  return visible(row, work, { kind: 'token', id, param: 'token' });
}

type TokenObject = BrowserToken & Stripe.Token;
type TokenCard = NonNullable<BrowserToken['card']> & Stripe.Card;
type TokenBankAccount = NonNullable<BrowserToken['bank_account']> & Stripe.BankAccount;

function tokenObject(row: TokenRow, key: ApiKey): TokenObject {
  return {
    id: row.id,
    object: 'token',
    ...(row.bankAccount && { bank_account: tokenBankAccount(row.bankAccount, key) }),
    ...(row.card && row.cardholder && { card: tokenCard(row.cardId, row.card, row.cardholder, key) }),
    client_ip: row.clientIp,
    created: seconds(row.createdAt),
    livemode: row.livemode,
    type: typeOf(row),
    used: row.used,
  };
}

function tokenBankAccount(account: TokenAccount, key: ApiKey): TokenBankAccount {
  return {
    id: account.id,
    object: 'bank_account',
    account_holder_name: account.holderName,
    account_holder_type: account.holderType,
    account_type: null,
    bank_name: null,
    country: account.country,
    currency: account.currency,
    fingerprint: key.kind !== 'publishable' ? account.fingerprint : null,
    last4: account.last4,
    routing_number: account.bankCode + account.branchCode,
    status: 'new',
  };
}

function tokenCard(cardId: string | null, card: StoredCard, cardholder: Cardholder, key: ApiKey): TokenCard {
  return {
    id: `${cardId}`,
    object: 'card',
    address_city: cardholder.address_city,
    address_country: cardholder.address_country,
    address_line1: cardholder.address_line1,
    address_line1_check: cardholder.address_line1 && 'unchecked',
    address_line2: cardholder.address_line2,
    address_state: cardholder.address_state,
    address_zip: cardholder.address_zip,
    address_zip_check: cardholder.address_zip && 'unchecked',
    brand: BRAND_NAMES[card.brand],
    country: card.country,
    ...(cardholder.currency && { currency: cardholder.currency }),
    cvc_check: card.cvcProvided ? 'unchecked' : null,
    dynamic_last4: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    ...(key.kind !== 'publishable' && { fingerprint: card.fingerprint }),
    funding: card.funding,
    last4: card.last4,
    metadata: {},
    name: cardholder.name,
    networks: { preferred: card.preferredNetwork },
    regulated_status: 'unregulated',
    tokenization_method: null,
  };
}

// A token's card spells its brand in words, unlike a payment method's.
const BRAND_NAMES: Record<CardBrand, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
  unknown: 'Unknown',
};
