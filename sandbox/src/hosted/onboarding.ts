import { goodBankOf } from '../../../src/contract/test-payout-accounts.js';
import { refuseAccountNumbers } from '../kernel/http/account-numbers.js';
import type { Params } from '../kernel/http/form.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Work } from '../kernel/scope.js';
import { inTransaction } from '../kernel/transaction.js';
import type { Visit } from '../resources/account-links/index.js';
import {
  businessNameOf,
  changeByHolder,
  connectedAccount,
  findConnectedAccount,
  type KnownAccount,
} from '../resources/accounts/index.js';
import { changeableIn, type Form, formFor } from './fields.js';
import { changesIn, presentIn } from './present.js';
import { type Outcome, valueFor } from './test-values.js';
import { valuesOf } from './values.js';

type Services = Pick<Platform, 'db' | 'jobs' | 'secrets'>;

/** Where a visitor is. */
interface Visitor {
  ip: string | null;
  userAgent: string | null;
}

/** What the page of a visit shows. */
export interface Due {
  platform: string | null;
  title: string;
  form: Form;
  /** What the account has already, by the names of the fields. */
  present: ReadonlyMap<string, string>;
  /** Whether something is due. An update shows what is not, too. */
  isDue: boolean;
  /** Whether something that was given is still being checked. */
  isChecked: boolean;
}

/** Reads what is due of the account of a visit, and for an update what can be changed. */
export async function readDue({ db }: Services, visit: Visit): Promise<Due> {
  const account = await accountOf({ db, now: new Date() }, visit);
  const form = shownForm(account, visit);
  return {
    platform: await businessNameOf(db, visit.accountId),
    title: visit.purpose === 'update' ? 'Update your details' : 'Set up your account',
    form,
    present: presentIn(form, account.state),
    isDue: dueOf(account, visit).length > 0,
    isChecked: account.assessment.pending_verification.length > 0,
  };
}

/** @throws ApiError 403 where the account is no longer connected to the platform. */
async function accountOf(work: Pick<Work, 'db' | 'now'>, visit: Visit): Promise<KnownAccount> {
  const { accountId, connectedId } = visit;
  await connectedAccount({ db: work.db, accountId }, connectedId);
  const account = await findConnectedAccount(work, connectedId);
  if (!account) throw new Error(`There is no connected account ${connectedId}.`);
  return account;
}

function dueOf({ assessment }: KnownAccount, { eventually }: Visit): string[] {
  const { currently_due: now, eventually_due: later } = assessment;
  return eventually ? [...new Set([...now, ...later])] : now;
}

const dueForm = (account: KnownAccount, visit: Visit): Form =>
  formFor(dueOf(account, visit), titlesIn(account), () => true);

/** Returns the form of the page: what is due, and in an update everything else that can be changed. */
function shownForm(account: KnownAccount, visit: Visit): Form {
  if (visit.purpose !== 'update') return dueForm(account, visit);
  const due = new Set(dueOf(account, visit));
  const names = new Set([...due, ...changeableIn(account.state)]);
  return formFor([...names], titlesIn(account), (name) => due.has(name));
}

const titlesIn =
  ({ state }: KnownAccount) =>
  (id: string): string => {
    const { first_name: first = '', last_name: last = '' } =
      state.persons.find(({ given }) => given.id === id)?.given ?? {};
    return `${first} ${last}`.trim() || 'Person';
  };

const BANK = 'external_account';

/** The steps in which test data is filled in: one value can make others due. */
const MOST_STEPS = 6;

/**
 * Gives test values for all that is due.
 *
 * @returns Whether nothing is due any more.
 */
export const fillWithTestData = (
  services: Services,
  visit: Visit,
  outcome: Outcome,
  visitor: Visitor,
): Promise<boolean> =>
  inTransaction(services, visit, async (work) => {
    for (let step = 0; step < MOST_STEPS; step++) {
      const account = await accountOf(work, visit);
      const form = dueForm(account, visit);
      if (form.sections.length === 0) return form.elsewhere.length === 0;
      await changeByHolder(work, account, testData(form, outcome, account), visitor);
    }
    return false;
  });

/**
 * Takes what a visitor filled in. A field that was left empty keeps its value, or is still due.
 *
 * @returns Whether nothing is due any more.
 * @throws ApiError 400 for a value that cannot be taken.
 */
export const submit = (services: Services, visit: Visit, sent: Params, visitor: Visitor): Promise<boolean> =>
  inTransaction(services, visit, async (work) => {
    const account = await accountOf(work, visit);
    const form = shownForm(account, visit);
    const given = changesIn(form, sent, presentIn(form, account.state));
    const { [BANK]: bank, ...others } = given;
    refuseAccountNumbers(others);
    await changeByHolder(
      work,
      account,
      { ...others, ...(bank !== undefined && { [BANK]: typedBank(bank, account) }) },
      visitor,
    );
    const { sections, elsewhere } = dueForm(await accountOf(work, visit), visit);
    return sections.length === 0 && elsewhere.length === 0;
  });

/** Returns a bank account as it was typed: an IBAN names its country, any other is in the country of the account. */
function typedBank(typed: unknown, { state }: KnownAccount): Params {
  const { account_number: number = '' } = typed as { account_number?: string };
  const [iban] = /^[A-Z]{2}(?=\d)/i.exec(number) ?? [];
  return { ...(typed as Params), object: 'bank_account', country: iban ?? state.given.country ?? 'US' };
}

function testData(form: Form, outcome: Outcome, { state }: KnownAccount): Params {
  const values = valuesOf(form, ({ test }) => valueFor(test, outcome));
  if (!form.sections.some(({ key }) => key === BANK)) return values;
  const { country, routing, number } = goodBankOf(state.given.country ?? 'US');
  const numbers = { account_number: number, ...(routing && { routing_number: routing }) };
  return { ...values, [BANK]: { object: 'bank_account', country, ...numbers } };
}
