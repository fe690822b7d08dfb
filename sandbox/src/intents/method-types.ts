import type Stripe from 'stripe';
import type { Occasion } from '../../../src/contract/offered-methods.js';
import { invalidRequest } from '../kernel/errors.js';
import type { Viewer } from '../kernel/http/caller.js';
import type { Work } from '../kernel/scope.js';
import { LACKING, methods, type OptionsByType, obstaclesOf, offeredMethods } from '../methods/index.js';
import {
  type Configuration,
  chosenConfiguration,
  keptConfiguration,
} from '../resources/payment-method-configurations/index.js';
import type { PaymentMethodRow } from '../resources/payment-methods/index.js';
import type { Intent, IntentKind } from './kind.js';

/** Parameters that choose the types of a new intent. */
interface TypeParams {
  payment_method_types?: string[] | undefined;
  automatic_payment_methods?: { enabled: boolean } | undefined;
  allowed_payment_method_types?: string[] | undefined;
  excluded_payment_method_types?: string[] | undefined;
  payment_method_configuration?: string | undefined;
}

/**
 * Finds the configuration that decides the types of an intent; `null` for one that lists them.
 *
 * @throws ApiError 404 `resource_missing`; 400 for one that is not active.
 */
export const configurationIn = async (
  work: Work,
  { payment_method_types: listed, automatic_payment_methods: automatic, ...params }: TypeParams,
  param?: string,
): Promise<Configuration | null> =>
  listed || automatic?.enabled === false
    ? null
    : chosenConfiguration(work, params.payment_method_configuration, param);

/** Finds the configuration that an intent has; `null` for one whose types its server has listed. */
export const configurationFor = async (work: Work, intent: Intent): Promise<Configuration | null> =>
  intent.automatic_payment_methods?.enabled
    ? keptConfiguration(work, intent.payment_method_configuration_details?.id)
    : null;

/** Returns the details of a configuration as an intent has them. */
export const configurationDetails = (configuration: Configuration | null) =>
  configuration && { id: configuration.id, parent: null };

/**
 * Returns the types of a new intent: those that it lists, or those that are offered for it.
 *
 * @throws ApiError 400 for lists that say the same in two ways, or where no type is left.
 */
export function typesIn<One extends Intent>(
  kind: IntentKind<One>,
  params: TypeParams,
  occasion: Omit<Occasion, 'allowed' | 'country' | 'excluded'>,
): string[] {
  refuseTwoLists(params);
  const { payment_method_types: listed, automatic_payment_methods: automatic } = params;
  if (listed) return listed;
  if (automatic?.enabled === false) return [methods.defaultType];
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params;
  return offeredTypes(kind, { ...occasion, allowed: allowed ?? null, excluded: excluded ?? null });
}

/**
 * Returns the types that are offered for an intent, of those that it allows.
 *
 * @throws ApiError 400 where none is left, with the reason for each.
 */
export function offeredTypes<One extends Intent>(
  { name, invalidParameter }: IntentKind<One>,
  occasion: Omit<Occasion, 'country'>,
): string[] {
  const choice = { ...occasion, country: null };
  const types = offeredMethods(choice).map(({ type }) => type);
  if (types.length > 0) return types;
  const { allowed, excluded } = occasion;
  const blamed = excluded && !allowed ? 'excluded_payment_method_types' : 'allowed_payment_method_types';
  throw invalidRequest(`There is no payment method type left for this ${name}: ${obstaclesOf(choice)}.`, {
    code: invalidParameter,
    param: blamed,
  });
}

/** @throws ApiError 400 for two parameters that choose the types. */
export function refuseTwoLists(params: TypeParams): void {
  if (!params.payment_method_types) return;
  const other = params.automatic_payment_methods?.enabled
    ? 'automatic_payment_methods'
    : (
        [
          'allowed_payment_method_types',
          'excluded_payment_method_types',
          'payment_method_configuration',
        ] as const
      ).find((name) => params[name]);
  if (!other) return;
  throw invalidRequest(`You may only specify one of these parameters: ${other}, payment_method_types.`, {
    code: 'parameters_exclusive',
    param: 'payment_method_types',
  });
}

/** @throws ApiError 400 for a type that the platform does not have. */
export function checkTypes<One extends Intent>(kind: IntentKind<One>, types: string[]): void {
  const unknown = types.find((type) => !methods.find(type));
  if (unknown === undefined) return;
  const reason = Object.hasOwn(LACKING, unknown)
    ? `is not available, because it ${LACKING[unknown]}`
    : 'is invalid';
  throw invalidRequest(
    `The payment method type provided: ${unknown} ${reason}. It must be one of: ${methods.types.join(', ')}.`,
    { code: kind.invalidParameter, param: 'payment_method_types' },
  );
}

/**
 * Checks that an intent can use a payment method.
 *
 * @param viewer The key that asks. A page does not learn the ids of customers.
 * @throws ApiError 400 for a payment method of a type that the intent does not allow, or of another customer.
 */
export function checkMethod<One extends Intent>(
  { name, wrongMethodCode }: IntentKind<One>,
  { payment_method_types: types, customer }: One,
  method: PaymentMethodRow,
  viewer: Viewer,
  about: object = {},
): void {
  const { type } = method;
  if (!types.includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this ${name}. Please attach a PaymentMethod of one of the ` +
        `following types: ${types.join(', ')}. Alternatively, update the allowed payment_method_types for this ${name} ` +
        `to include "${type}".`,
      { code: wrongMethodCode, param: 'payment_method', about },
    );
  }
  if (method.customerId === null || method.customerId === customer) return;
  throw invalidRequest(ofOther(name, method, viewer.kind === 'publishable' ? undefined : customer), {
    param: 'payment_method',
    about,
  });
}

/** @param customer Customer of the intent; `undefined` where the caller may not know customers. */
function ofOther(
  name: IntentKind<Intent>['name'],
  { id, customerId }: PaymentMethodRow,
  customer: Intent['customer'] | undefined,
): string {
  if (customer === undefined) {
    return (
      `The PaymentMethod ${id} belongs to a customer who is not the customer of this ${name}. Create the ${name} for the ` +
      'customer of the PaymentMethod, or use another PaymentMethod.'
    );
  }
  return customer
    ? `The PaymentMethod ${id} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with ` +
        'the Customer that it belongs to instead.'
    : `The \`payment_method\` parameter supplied ${id} belongs to the Customer ${customerId}. Please include the Customer in ` +
        `the \`customer\` parameter on the ${name}.`;
}

type Options = Stripe.PaymentIntent.PaymentMethodOptions & Stripe.SetupIntent.PaymentMethodOptions;

/**
 * Returns the options of an intent's types, including those given now. An option that was cleared with empty
 * text is left out.
 */
export const methodOptions = (
  { optionSet }: Pick<IntentKind<Intent>, 'optionSet'>,
  types: string[],
  before: OptionsByType | null,
  given: OptionsByType = {},
): Options =>
  methods.byType(({ type, options }) => {
    if (!types.includes(type)) return undefined;
    const kept = entriesOf(given[type]).filter(([name]) => !options.once.includes(name));
    const all = { ...options[optionSet].unset, ...before?.[type], ...Object.fromEntries(kept) };
    return Object.fromEntries(entriesOf(all).filter(([, value]) => value !== ''));
  }) as Options;

/**
 * Returns the options of one type for an attempt: those that the intent keeps, and those given only for this
 * attempt.
 */
export function optionsForAttempt(type: string, kept: object | null, given: OptionsByType = {}): object {
  const { once } = methods.of(type).options;
  const now = entriesOf((given as Record<string, object>)[type]).filter(([name]) => once.includes(name));
  return { ...(kept as Record<string, object> | null)?.[type], ...Object.fromEntries(now) };
}

const entriesOf = (options: object = {}) =>
  Object.entries(options).filter(([, value]) => value !== undefined);
