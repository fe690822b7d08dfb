import * as v from 'valibot';
import type { Params } from '../../kernel/http/form.js';
import { flag, parseParams } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { requireFiles, requireFilesOfPerson } from './documents.js';
import { externalAccountParam, readExternalAccount, withExternalAccount } from './external-account.js';
import { changedAccount, changedPerson, newPerson, withPerson } from './merge.js';
import { accountParams, type PersonParams, personParams } from './params.js';
import type { AccountState, PersonState } from './state.js';
import { changeAccount, type KnownAccount } from './store.js';

const { business_profile, business_type, company, individual, settings } = accountParams.entries;

const holderParams = {
  business_profile,
  business_type,
  company,
  individual,
  settings,
  external_account: v.optional(externalAccountParam),
  tos_acceptance: v.optional(v.strictObject({ accepted: flag })),
};

/** The parts that people play, by the names that requirements have for those whom nobody has named yet. */
const ROLES: Readonly<Record<string, PersonParams['relationship']>> = {
  directors: { director: true },
  executives: { executive: true },
  owners: { owner: true },
  representative: { representative: true },
};

/** Where the holder of an account is. */
interface Holder {
  ip: string | null;
  userAgent: string | null;
}

/**
 * Changes an account by what its holder gives, who may give everything.
 *
 * @param sent By the names of requirements: also a person by their id, and one by the part that they play.
 * @throws ApiError 400 for a value that cannot be taken.
 */
export async function changeByHolder(
  work: Work,
  { id, state: { given } }: KnownAccount,
  sent: Params,
  holder: Holder,
): Promise<void> {
  const names = Object.keys(sent).filter((name) => name.startsWith('person_') || Object.hasOwn(ROLES, name));
  const people = Object.fromEntries(names.map((name) => [name, v.optional(personParams)]));
  const params = parseParams(v.strictObject({ ...holderParams, ...people }), sent);
  const { external_account: external, tos_acceptance: terms, ...rest } = params;
  const owners = { ...work, id };
  await requireFiles(owners, { ...rest, documents: undefined });
  for (const name of names)
    await requireFilesOfPerson(owners, (rest as Record<string, PersonParams>)[name] ?? {}, name);
  const place = { account: id, country: given.country, currency: given.default_currency };
  const added =
    external && (await readExternalAccount(work, external, { ...place, param: 'external_account' }));
  await changeAccount(work, id, (state) => {
    const { business_profile, business_type, company, individual, settings } = rest;
    const acceptance = terms?.accepted
      ? { date: seconds(work.now), ip: holder.ip, user_agent: holder.userAgent }
      : undefined;
    const changed = changedAccount(
      state,
      { business_profile, business_type, company, individual, settings, tos_acceptance: acceptance },
      work.now,
    );
    const withPeople = names.reduce(
      (before, name) => withNamed(before, name, (rest as Record<string, PersonParams>)[name] ?? {}, work.now),
      changed,
    );
    return added ? withExternalAccount(withPeople, added, { replaces: true }) : withPeople;
  });
}

/** Returns an account with a person who is changed, or who is named for the first time. */
function withNamed(state: AccountState, name: string, change: PersonParams, now: Date): AccountState {
  const known = state.persons.find((person) => isNamed(person, name));
  if (!known && !Object.hasOwn(ROLES, name)) return state;
  const relationship = { ...change.relationship, ...ROLES[name] };
  const person = changedPerson(known ?? newPerson(now), { ...change, relationship }, name);
  return { ...state, persons: withPerson(state.persons, person) };
}

/** Tells whether a name is a person's id, or that of the representative, of whom there is one. */
const isNamed = ({ given: { id, relationship } }: PersonState, name: string) =>
  id === name || (name === 'representative' && relationship?.representative === true);

/**
 * Notes that the holder of an account was sent to its onboarding. From then on a platform that does not collect the
 * requirements itself sees and changes less.
 */
export const beginOnboarding = (work: Work, id: string): Promise<KnownAccount> =>
  changeAccount(work, id, (state) => ({ ...state, progress: { ...state.progress, hasBegun: true } }));
