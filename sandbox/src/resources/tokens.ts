import type { Token as BrowserToken } from '@stripe/stripe-js';
import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { readTestIban } from '../banks/read-iban.js';
import type { TokenAccount } from '../banks/stored-account.js';
import { readTestCard } from '../cards/read-card.js';
import type { StoredCard } from '../cards/stored-card.js';
import type { CardBrand } from '../cards/test-cards.js';
import { type Cardholder, tokens } from '../db/schema.js';
import { insertion } from '../db/statement.js';
import { invalidRequest } from '../errors.js';
import { cardNumberParams, common, networks, optionalText, text } from '../http/params.js';
import { type Call, type Route, route } from '../http/route.js';
import { newId } from '../ids.js';
import type { ApiKey } from '../keys/keyring.js';
import { seconds } from '../seconds.js';
import type { Work } from '../work.js';
import { visible } from './visible.js';

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
    currency: optionalText(3),
  }),
});

const bankAccountParams = v.strictObject({
  ...common,
  bank_account: v.strictObject({
    account_number: text(100),
    country: text(2),
    currency: text(3),
    account_holder_name: optionalText(),
    account_holder_type: v.optional(v.picklist(['individual', 'company'])),
  }),
});

const createParams = v.lazy((params) =>
  typeof params === 'object' && params !== null && 'bank_account' in params ? bankAccountParams : cardParams,
);

export const tokenRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/tokens',
    resource: 'tokens',
    keys: ['publishable', 'secret'],
    params: createParams,
    handle: createToken,
  }),
  route({
    method: 'GET',
    path: '/v1/tokens/:id',
    resource: 'tokens',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => tokenObject(await findToken(call, call.id), call.key),
  }),
];

async function createToken(call: Call<v.InferOutput<typeof createParams>>): Promise<object> {
  const row: TokenRow = {
    id: newId('tok'),
    accountId: call.accountId,
    livemode: call.livemode,
    createdAt: call.now,
    ...('card' in call.params ? cardOf(call.params, call) : bankAccountOf(call.params, call)),
    clientIp: call.clientIp,
    used: false,
  };
  await insertToken(call.db, row);
  return tokenObject(row, call.key);
}

type Source = Pick<TokenRow, 'cardId' | 'card' | 'cardholder' | 'bankAccount'>;

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
      currency: currency.toLowerCase(),
      holderName: account_holder_name,
      holderType: account_holder_type ?? null,
    },
  };
}

/**
 * Takes a token's card for good: a token can be used once.
 *
 * @throws ApiError 404 `resource_missing`, 400 `token_already_used`; 400 for a bank account's token.
 */
export async function spendCardToken(
  work: Work,
  id: string,
): Promise<{ card: StoredCard; cardholder: Cardholder | null }> {
  const { card, cardholder } = await spendToken(work, id);
  if (card) return { card, cardholder };
  throw invalidRequest(`The token ${id} is of a bank account, not of a card.`, { param: 'card[token]' });
}

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
    type: row.card ? 'card' : 'bank_account',
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
    fingerprint: key.kind === 'secret' ? account.fingerprint : null,
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
    ...(key.kind === 'secret' && { fingerprint: card.fingerprint }),
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
