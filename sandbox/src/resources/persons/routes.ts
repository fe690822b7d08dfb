import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { common, flag, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type List, type ListParams, listParams } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import {
  changedPerson,
  changeReachable,
  type KnownAccount,
  newPerson,
  type PersonState,
  personObject,
  personRequest,
  reachableAccount,
  refuseHidden,
  requireFilesOfPerson,
  withPerson,
  withPersonToken,
} from '../accounts/index.js';

const bare = v.strictObject({ expand: common.expand });
const changeParams = v.strictObject({
  ...personRequest.entries,
  expand: common.expand,
  person_token: v.optional(text()),
});

/** The parts that a person can play, by which a list is filtered. */
const ROLES = ['authorizer', 'director', 'executive', 'legal_guardian', 'owner', 'representative'] as const;
type Role = (typeof ROLES)[number];

const roles = v.strictObject({
  authorizer: v.optional(flag),
  director: v.optional(flag),
  executive: v.optional(flag),
  legal_guardian: v.optional(flag),
  owner: v.optional(flag),
  representative: v.optional(flag),
});
type Roles = v.InferOutput<typeof roles>;

/** Routes of the people behind an account. The one of an individual’s account is its `individual`, too. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/accounts/:id/persons',
    keys: ['secret'],
    params: changeParams,
    handle: createPerson,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id/persons',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, relationship: v.optional(roles) }),
    handle: listPersons,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id/persons/:subId',
    keys: ['secret'],
    params: bare,
    handle: async (call) => {
      const account = await reachableAccount(call, call.id);
      refuseHidden(account.state, 'persons');
      return shown(account, requirePerson(account.state.persons, call.subId));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id/persons/:subId',
    keys: ['secret'],
    params: changeParams,
    handle: (call) => save(call, (persons) => requirePerson(persons, call.subId)),
  }),
  route({
    method: 'DELETE',
    path: '/v1/accounts/:id/persons/:subId',
    keys: ['secret'],
    params: bare,
    handle: deletePerson,
  }),
];

const shown = ({ id, assessment }: KnownAccount, person: PersonState): Stripe.Person =>
  personObject(id, person, assessment);

/** @throws ApiError 404 for an id that the account does not have. */
function requirePerson(persons: readonly PersonState[], id: string): PersonState {
  const found = persons.find(({ given }) => given.id === id);
  if (found) return found;
  throw missing('person', id, 'person');
}

async function createPerson(call: Call<v.InferOutput<typeof changeParams>>): Promise<Stripe.Person> {
  const person = newPerson(call.now);
  return save(call, () => person);
}

/** Changes a person, or adds one, and returns what has become of it. */
async function save(
  call: Call<v.InferOutput<typeof changeParams>>,
  choose: (persons: readonly PersonState[]) => PersonState,
): Promise<Stripe.Person> {
  const { expand, person_token: token, ...beside } = call.params;
  const change = await withPersonToken(call, token, beside);
  await requireFilesOfPerson(call, change);
  let id = '';
  const account = await changeReachable(call, call.id, { persons: change }, (state) => {
    const person = changedPerson(choose(state.persons), change);
    id = person.given.id;
    requireOneRepresentative(state.persons, person);
    return { ...state, persons: withPerson(state.persons, person) };
  });
  return shown(account, requirePerson(account.state.persons, id));
}

/** @throws ApiError 400 for a second representative. */
function requireOneRepresentative(persons: readonly PersonState[], { given }: PersonState): void {
  const other = persons.find((one) => one.given.relationship?.representative && one.given.id !== given.id);
  if (!given.relationship?.representative || !other) return;
  throw invalidRequest(
    `An account has only one representative, and ${other.given.id} is that. Update or delete that person first.`,
    { param: 'relationship[representative]' },
  );
}

async function listPersons(
  call: Call<ListParams & { relationship?: Roles | undefined }>,
): Promise<List<Stripe.Person>> {
  const account = await reachableAccount(call, call.id);
  refuseHidden(account.state, 'persons');
  const asked = ROLES.filter((role) => call.params.relationship?.[role]);
  const plays = ({ given }: PersonState, role: Role) => given.relationship?.[role] === true;
  const persons = account.state.persons.filter(
    (person) => asked.length === 0 || asked.some((role) => plays(person, role)),
  );
  return pageOf(
    call,
    'person',
    persons.map((person) => shown(account, person)),
  );
}

async function deletePerson(call: Call): Promise<Stripe.DeletedPerson> {
  const { subId: id } = call;
  await changeReachable(call, call.id, { persons: id }, (state) => {
    requirePerson(state.persons, id);
    return { ...state, persons: state.persons.filter(({ given }) => given.id !== id) };
  });
  return { id, object: 'person', deleted: true };
}
