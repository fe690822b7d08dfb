import type Stripe from 'stripe';
import { changing, type NewRow, selection } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Scope, Work } from '../../kernel/scope.js';
import { found } from '../../kernel/store/owner.js';
import { methods } from '../../methods/index.js';
import { paymentMethodConfigurations as table } from './table.js';

export type ConfigurationRow = NewRow<typeof table>;

const find = selection(table);
const lock = selection(table, { lock: 'update' });
const change = changing(table);

const KIND = 'payment_method_configuration';

/** Returns the id of the configuration that an account has from the start. */
export const defaultId = ({ accountId }: Pick<Scope, 'accountId'>): string =>
  `pmc_${accountId.replace(/^acct_/, '')}`;

/** Returns the default configuration as it is before its first change: it is stored only then. */
const untouchedDefault = (work: Work): ConfigurationRow => ({
  id: defaultId(work),
  accountId: work.accountId,
  livemode: work.livemode,
  createdAt: work.now,
  name: 'Default',
  active: true,
  switchedOff: [],
});

/** @throws ApiError 404 `resource_missing` at `param` */
export async function findConfiguration(work: Work, id: string, param: string): Promise<ConfigurationRow> {
  const row = await find(work, id);
  if (!row && id === defaultId(work)) return untouchedDefault(work);
  return found(row, { kind: KIND, id, param });
}

/** Stores the default configuration, unless it was stored before. */
export const storeDefault = (work: Work): Promise<unknown> =>
  work.db.insert(table).values(untouchedDefault(work)).onConflictDoNothing();

/**
 * Changes a configuration.
 *
 * @throws ApiError 404 `resource_missing`; 400 where the default one would be switched off.
 */
export async function changeConfiguration(
  work: Work,
  id: string,
  changed: (row: ConfigurationRow) => Partial<Pick<ConfigurationRow, 'active' | 'name' | 'switchedOff'>>,
): Promise<ConfigurationRow> {
  const isDefault = id === defaultId(work);
  if (isDefault) await storeDefault(work);
  const row = found(await lock(work, id), { kind: KIND, id, param: 'id' });
  const after = { ...row, ...changed(row) };
  if (isDefault && !after.active) {
    throw invalidRequest('The default configuration of an account is always active.', { param: 'active' });
  }
  const { name, active, switchedOff } = after;
  await change(work, id, { name, active, switchedOff });
  return after;
}

/** The part of a configuration that decides which types an intent has. */
export interface Configuration {
  id: string;
  /** Types that are switched on. */
  on: string[];
}

/**
 * Finds the configuration of a new payment: the one that is named, or the account's default.
 *
 * @throws ApiError 404 `resource_missing` at `param`; 400 for one that is not active.
 */
export async function chosenConfiguration(
  work: Work,
  id?: string,
  param = 'payment_method_configuration',
): Promise<Configuration> {
  const row = await findConfiguration(work, id ?? defaultId(work), param);
  if (row.active) return configurationIn(row);
  throw invalidRequest(`The payment method configuration ${row.id} is not active.`, { param });
}

/** Finds the configuration that a payment was created with, whether it is still active or not. */
export const keptConfiguration = async (work: Work, id?: string): Promise<Configuration> =>
  configurationIn(await findConfiguration(work, id ?? defaultId(work), 'payment_method_configuration'));

const configurationIn = ({ id, switchedOff }: ConfigurationRow): Configuration => ({
  id,
  on: methods.types.filter((type) => !switchedOff.includes(type)),
});

/** Returns a configuration as the API shows it, with every type that the platform has. */
export function configurationObject(row: ConfigurationRow): Stripe.PaymentMethodConfiguration {
  const { id, accountId, active, livemode, name } = row;
  return {
    id,
    object: 'payment_method_configuration',
    active,
    application: null,
    ...Object.fromEntries(methods.types.map((type) => [type, stateOf(row, type)])),
    is_default: id === defaultId({ accountId }),
    livemode,
    name,
    parent: null,
  };
}

function stateOf({ active, switchedOff }: ConfigurationRow, type: string) {
  const value = switchedOff.includes(type) ? 'off' : 'on';
  return {
    available: active && value === 'on',
    display_preference: { overridable: null, preference: value, value },
  };
}
