import type Stripe from 'stripe';
import { configurationFor, configurationIn, type IntentKind } from '../../intents/index.js';
import { ApiError } from '../../kernel/errors.js';
import { requireChargeable } from '../../kernel/http/account.js';
import type { Call, ReadUpstream } from '../../kernel/http/route.js';
import { methods } from '../../methods/index.js';
import { loadAccount } from '../accounts/index.js';
import { merchantOf } from '../charging/index.js';
import type { DeferredIntent } from './params.js';

type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

/** The place where intents are, and the types that the account has switched on. */
export interface Source {
  /** @throws ApiError 404 `resource_missing` */
  findIntent<One extends Intent>(kind: IntentKind<One>, id: string): Promise<One>;
  /** Returns the types that are on for an intent; `null` where that does not count. */
  switchedOn(intent: Intent): Promise<string[] | null>;
  /** Returns the types that are on for an intent that is created later. */
  switchedOnLater(deferred: DeferredIntent): Promise<string[] | null>;
  /**
   * Returns the account that the payer pays.
   *
   * @param merchant The account that a payment is settled for, where the page's own is not.
   * @param param The parameter that names it.
   * @throws ApiError 400 for one that can't be charged for.
   */
  findPayee(merchant: string | null, param: string): Promise<Stripe.Account | undefined>;
}

const PARAM = 'deferred_intent[payment_method_configuration]';

/** The tables of the platform, which have the objects of test mode. */
export const inTables = (call: Call): Source => ({
  findIntent: async (kind, id) => (await kind.store.find(call, id, 'intent')).body,
  switchedOn: async (intent) => (await configurationFor(call, intent))?.on ?? null,
  switchedOnLater: async (deferred) => (await configurationIn(call, deferred, PARAM))?.on ?? null,
  async findPayee(merchant, param) {
    await requireChargeable(call);
    return merchant ? merchantOf(call, merchant, param) : loadAccount(call, call.accountId);
  },
});

/** The upstream of live mode. It has chosen the types of an intent by its own configuration. */
export const atUpstream = (call: Call, read: ReadUpstream): Source => ({
  findIntent: async ({ object }, id) => (await read(`/v1/${object}s/${encodeURIComponent(id)}`)) as never,
  switchedOn: async () => null,
  async switchedOnLater({ payment_method_types: listed, payment_method_configuration: id }) {
    if (listed) return null;
    const configuration = await (id ? readNamed(read, id) : readDefault(read));
    return configuration && methods.types.filter((type) => isAvailable(configuration, type));
  },
  // Connected accounts of the upstream are not known here.
  findPayee: () => loadAccount(call, call.accountId),
});

type Configuration = Stripe.PaymentMethodConfiguration;

const PATH = '/v1/payment_method_configurations';

const readNamed = async (read: ReadUpstream, id: string): Promise<Configuration> =>
  (await read(`${PATH}/${encodeURIComponent(id)}`)) as Configuration;

/** Reads the default configuration; `null` where the upstream has none, and so offers every type. */
async function readDefault(read: ReadUpstream): Promise<Configuration | null> {
  const list = await read(`${PATH}?limit=100`).catch(nothingThere);
  const { data } = list as { data: Configuration[] };
  return data.find(({ is_default: isDefault, active }) => isDefault && active) ?? null;
}

function nothingThere(error: unknown): object {
  if (error instanceof ApiError && error.status === 404) return { data: [] };
  throw error;
}

const isAvailable = (configuration: Configuration, type: string): boolean =>
  (configuration as unknown as Record<string, { available?: boolean } | undefined>)[type]?.available === true;
