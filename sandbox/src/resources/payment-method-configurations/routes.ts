import type Stripe from 'stripe';
import * as v from 'valibot';
import { insertion } from '../../kernel/db/statement.js';
import { common, flag, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { type List, list, listParams } from '../../kernel/store/list.js';
import { methods } from '../../methods/index.js';
import {
  type ConfigurationRow,
  changeConfiguration,
  configurationObject,
  findConfiguration,
  storeDefault,
} from './configurations.js';
import { paymentMethodConfigurations as table } from './table.js';

/** Preference for one type. `none` leaves it to the platform, which has every type on. */
const preference = v.optional(
  v.strictObject({
    display_preference: v.optional(
      v.strictObject({ preference: v.optional(v.picklist(['none', 'off', 'on'])) }),
    ),
  }),
);

const ofConfiguration = {
  expand: common.expand,
  name: v.optional(text(100)),
  ...(Object.fromEntries(methods.types.map((type) => [type, preference])) as Record<never, never>),
};

const createParams = v.strictObject(ofConfiguration);
const updateParams = v.strictObject({ ...ofConfiguration, active: v.optional(flag) });
const listedParams = v.strictObject(listParams);

type Configuration = Stripe.PaymentMethodConfiguration;

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/payment_method_configurations',
    keys: ['secret'],
    params: createParams,
    handle: createConfiguration,
  }),
  route({
    method: 'GET',
    path: '/v1/payment_method_configurations',
    keys: ['secret'],
    params: listedParams,
    handle: listConfigurations,
  }),
  route({
    method: 'GET',
    path: '/v1/payment_method_configurations/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => configurationObject(await findConfiguration(call, call.id, 'id')),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_method_configurations/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateConfiguration,
  }),
];

const insert = insertion(table);

async function createConfiguration(call: Call<v.InferOutput<typeof createParams>>): Promise<Configuration> {
  const { accountId, livemode, now, params } = call;
  const row: ConfigurationRow = {
    id: newId('pmc'),
    accountId,
    livemode,
    createdAt: now,
    name: params.name ?? 'Configuration',
    active: true,
    switchedOff: switchedOffAfter([], params),
  };
  await insert(call.db, row);
  return configurationObject(row);
}

async function updateConfiguration(call: Call<v.InferOutput<typeof updateParams>>): Promise<Configuration> {
  const { params } = call;
  const changed = await changeConfiguration(call, call.id, (row) => ({
    name: params.name ?? row.name,
    active: params.active ?? row.active,
    switchedOff: switchedOffAfter(row.switchedOff, params),
  }));
  return configurationObject(changed);
}

async function listConfigurations(
  call: Call<v.InferOutput<typeof listedParams>>,
): Promise<List<Configuration>> {
  // So that the default one has its place in the list.
  await storeDefault(call);
  return list(call, table, 'payment_method_configuration', [], configurationObject);
}

/** Returns the types that are off after a change. */
function switchedOffAfter(before: readonly string[], params: object): string[] {
  const given = params as Partial<Record<string, { display_preference?: { preference?: string } }>>;
  return methods.types.filter((type) => {
    const wanted = given[type]?.display_preference?.preference;
    return wanted === undefined ? before.includes(type) : wanted === 'off';
  });
}
