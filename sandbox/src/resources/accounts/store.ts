import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Demand } from '../../../../src/contract/test-cards.js';
import { bankNamed, goodBankOf } from '../../../../src/contract/test-payout-accounts.js';
import { accounts } from '../../kernel/db/tables.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { JobType, Outbox, Work } from '../../kernel/scope.js';
import { nextDay, seconds, secondsUntil } from '../../kernel/seconds.js';
import { AUTOMATIC_PAYOUT } from '../balance/index.js';
import { storedBank } from './bank-account.js';
import type { CapabilityName } from './capability-names.js';
import {
  accountObject,
  capabilityObject,
  externalAccountObject,
  ownAccountObject,
  personObject,
} from './object.js';
import { type Assessment, assess } from './requirements.js';
import { type AccountState, type ExternalAccountState, stateOfEarlier } from './state.js';

/** An account: what is known of it, and what follows. */
export interface KnownAccount {
  id: string;
  state: AccountState;
  assessment: Assessment;
  /** As its platform sees it. */
  body: Stripe.Account;
  /** Whether it is a platform's own, whose object does not depend on what is known of it. */
  isOwn: boolean;
}

/** Time that a verification takes, in seconds. */
const VERIFICATION_SECONDS = 1;

/** Creates an account that is connected to the caller's. */
export async function insertAccount(work: Work, id: string, state: AccountState): Promise<KnownAccount> {
  const account = derive(id, state, work.now);
  const { body } = account;
  const platformId = work.accountId;
  await work.db.insert(accounts).values({ id, createdAt: work.now, platformId, body, state: account.state });
  tell(work, undefined, account);
  return account;
}

/** Finds a connected account, whoever asks; `undefined` where there is none, or no longer. */
export async function findConnectedAccount(
  { db, now }: Pick<Work, 'db' | 'now'>,
  id: string,
): Promise<KnownAccount | undefined> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  return row && connectedIn(row, now);
}

/** Finds an account, connected or a platform's own, whoever asks; `undefined` where there is none, or no longer. */
export async function findAccountState(work: Means, id: string): Promise<KnownAccount | undefined> {
  const [row] = await work.db.select().from(accounts).where(eq(accounts.id, id));
  return row && knownIn(row, work);
}

type Means = Pick<Work, 'db' | 'now' | 'secrets'>;

/**
 * Changes an account in one transaction: its requirements and capabilities are derived again, and the events
 * tell what has become different. The account is locked until the transaction ends.
 *
 * @param change Returns the account as it will be; it never changes the one that it gets.
 */
export async function changeAccount(
  work: Work,
  id: string,
  change: (state: AccountState) => AccountState,
): Promise<KnownAccount> {
  const before = await lockAccount(work, id);
  if (!before) throw new Error(`There is no account ${id}.`);
  const after = derive(id, change(before.state), work.now, before.isOwn ? before.body : undefined);
  await work.db.update(accounts).set({ body: after.body, state: after.state }).where(eq(accounts.id, id));
  tell(work, before, after);
  return after;
}

/**
 * Makes due what an account has to provide later, and blocks payments or payouts until it has. Nothing happens to an account that
 * has provided everything.
 */
export async function demand(work: Work, id: string, triggered: Demand): Promise<void> {
  const account = await findConnectedAccount(work, id);
  if (!account || account.assessment.eventually_due.length === 0) return;
  await changeAccount(work, id, (state) => ({ ...state, progress: { ...state.progress, triggered } }));
}

/** Locks an account. Objects that refer to it can still be created. */
async function lockAccount(work: Work, id: string): Promise<KnownAccount | undefined> {
  const [row] = await work.db.select().from(accounts).where(eq(accounts.id, id)).for('no key update');
  return row && knownIn(row, work);
}

type Row = typeof accounts.$inferSelect;

const knownIn = (row: Row, means: Means): KnownAccount | undefined =>
  row.platformId ? connectedIn(row, means.now) : platformIn(row, means);

function connectedIn({ id, platformId, body, state }: Row, now: Date): KnownAccount | undefined {
  if (!platformId || !body) return undefined;
  const known = (state as AccountState | null) ?? stateOfEarlier(body, seconds(now));
  return { id, state: known, assessment: assess(known), body, isOwn: false };
}

/** Returns the platform's own account, of which nothing is required. It has a bank account from the start. */
function platformIn({ id, ...row }: Row, { now, secrets }: Means): KnownAccount {
  const body = ownAccountObject(id, row.body?.business_profile ?? null);
  const known = (row.state as AccountState | null) ?? {
    ...stateOfEarlier(body, seconds(now)),
    externalAccounts: [firstBank(id, secrets)],
  };
  return { id, state: known, assessment: assess(known), body, isOwn: true };
}

function firstBank(account: string, secrets: Work['secrets']): ExternalAccountState {
  const id = account.replace(/^acct_/, 'ba_');
  const { body, facts } = storedBank(goodBankOf('US'), { currency: 'usd' }, { secrets, account, id });
  return { body: { ...body, default_for_currency: true, status: 'verified' } as Stripe.BankAccount, facts };
}

/** Forgets everything of an account but its id. */
export async function forgetAccount(work: Work, id: string): Promise<void> {
  await work.db.update(accounts).set({ body: null, state: null }).where(eq(accounts.id, id));
}

/** @param own The object of a platform's own account. */
function derive(id: string, changed: AccountState, now: Date, own?: Stripe.Account): KnownAccount {
  const state = { ...changed, progress: progressOf(changed, seconds(now)) };
  const assessment = assess(state);
  return {
    id,
    state,
    assessment,
    body: own ?? accountObject(id, state, assessment),
    isOwn: own !== undefined,
  };
}

/** Notes what an account has reached, which later requirements do not take away. */
function progressOf(state: AccountState, now: number): AccountState['progress'] {
  const { progress, requested } = state;
  const { capabilities, currently_due: due, detailsSubmitted } = assess(state);
  const active = (Object.keys(requested) as CapabilityName[]).filter(
    (name) => progress.active.includes(name) || capabilities[name]?.status === 'active',
  );
  return {
    ...progress,
    active,
    isSubmitted: detailsSubmitted,
    dueSince: active.length > 0 && due.length > 0 ? (progress.dueSince ?? now) : null,
    triggered: due.length > 0 ? progress.triggered : 'none',
  };
}

/** Emits the events of a change, and has a verification made that is now under way. */
function tell(work: Work, before: KnownAccount | undefined, after: KnownAccount): void {
  const { accountId, now, outbox: own } = work;
  const outbox = accountId === after.id ? own : own.about(after.id);
  tellPersons(outbox, before, after);
  tellExternalAccounts(outbox, before, after);
  tellCapabilities(outbox, before, after);
  if (before && isChanged(before.body, after.body))
    outbox.emit('account.updated', after.body, previousAttributes(before.body, after.body));
  if (after.assessment.isPending) own.later(verification, after.id, VERIFICATION_SECONDS);
  const jobs = accountId === after.id ? own : own.of(after.id);
  for (const currency of before ? newlyPaidOut(before, after) : [])
    jobs.later(AUTOMATIC_PAYOUT, currency, secondsUntil(nextDay(now), now));
}

/** Returns the currencies whose money may have waited for this change: that of the schedule, or of the place that it goes to. */
function newlyPaidOut(before: KnownAccount, after: KnownAccount): Set<string> {
  const termsOf = ({ assessment, state: { externalAccounts, given } }: KnownAccount) => ({
    isEnabled: assessment.payoutsEnabled,
    places: externalAccounts.map(({ body }) => [body.id, body.status]),
    payouts: given.settings?.payouts,
  });
  const { isEnabled, payouts } = termsOf(after);
  const isPaidOut =
    isEnabled && payouts && (payouts.schedule.interval !== 'manual' || payouts.debit_negative_balances);
  if (!isPaidOut || !isChanged(termsOf(before), termsOf(after))) return new Set();
  return new Set(after.state.externalAccounts.flatMap(({ body }) => body.currency ?? []));
}

type Teller = Pick<Outbox, 'emit'>;

type Part = { id: string; object: string };

/** Returns what has come and what has changed of the parts of an account. */
function differences(before: Part[], after: Part[]): { created: Part[]; updated: [Part, Part][] } {
  const former = new Map(before.map((part) => [part.id, part]));
  return {
    created: after.filter(({ id }) => !former.has(id)),
    updated: after.flatMap((part): [Part, Part][] => {
      const old = former.get(part.id);
      return old && isChanged(old, part) ? [[old, part]] : [];
    }),
  };
}

const personsOf = (account: KnownAccount | undefined): Part[] =>
  account?.state.persons.map((person) => personObject(account.id, person, account.assessment)) ?? [];

function tellPersons(outbox: Teller, before: KnownAccount | undefined, after: KnownAccount): void {
  const [old, now] = [personsOf(before), personsOf(after)];
  const { created, updated } = differences(old, now);
  for (const person of created) outbox.emit('person.created', person);
  for (const [former, person] of updated)
    outbox.emit('person.updated', person, previousAttributes(former, person));
  for (const person of differences(now, old).created) outbox.emit('person.deleted', person);
}

const externalAccountsOf = (account: KnownAccount | undefined): Part[] =>
  account?.state.externalAccounts.map(externalAccountObject) ?? [];

function tellExternalAccounts(outbox: Teller, before: KnownAccount | undefined, after: KnownAccount): void {
  const [old, now] = [externalAccountsOf(before), externalAccountsOf(after)];
  const { created, updated } = differences(old, now);
  for (const one of created) outbox.emit('account.external_account.created', one);
  for (const [former, one] of updated)
    outbox.emit('account.external_account.updated', one, previousAttributes(former, one));
  for (const one of differences(now, old).created) outbox.emit('account.external_account.deleted', one);
}

function tellCapabilities(outbox: Teller, before: KnownAccount | undefined, after: KnownAccount): void {
  const names = { ...before?.state.requested, ...after.state.requested };
  for (const name of Object.keys(names) as CapabilityName[]) {
    const old = capabilityOf(before ?? { ...after, ...NOTHING_REQUESTED }, name);
    const capability = capabilityOf(after, name);
    if (isChanged(old, capability))
      outbox.emit('capability.updated', capability, previousAttributes(old, capability));
  }
}

const NOTHING_REQUESTED = { state: { requested: {} }, assessment: { capabilities: {} } };

/** Returns a capability of an account, requested or not. */
export const capabilityOf = (
  {
    id,
    state,
    assessment,
  }: {
    id: string;
    state: Pick<AccountState, 'requested'>;
    assessment: Pick<Assessment, 'capabilities'>;
  },
  name: CapabilityName,
): Stripe.Capability => capabilityObject(id, name, state, assessment);

const isChanged = (before: object, after: object) => JSON.stringify(before) !== JSON.stringify(after);

/** Compares the data of an account with the registers, a moment after it was sent. */
export const verification: JobType = {
  name: 'verify-account',
  async run(work, id) {
    const account = await findAccountState(work, id);
    if (account?.assessment.isPending) await changeAccount(work, id, checked);
  },
};

/** Returns an account with everything checked that was sent. Parts that lack something are checked when it is there. */
const checked = (state: AccountState): AccountState => ({
  ...state,
  company: { ...state.company, isChecked: true },
  persons: state.persons.map(({ given, facts }) => ({ given, facts: { ...facts, isChecked: true } })),
  externalAccounts: state.externalAccounts.map(withOwnership),
});

function withOwnership({ body, facts }: ExternalAccountState): ExternalAccountState {
  if (facts.ownership !== 'checking') return { body, facts };
  const asks = bankNamed(facts.behaves)?.ownership === 'asks_for_document';
  return { body, facts: { ...facts, ownership: asks ? 'document_due' : 'proven' } };
}
