import { eq, isNull } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Address } from '../../kernel/address.js';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest, missing } from '../../kernel/errors.js';
import {
  addressChange,
  addressFields,
  changedAddress,
  changedText,
  clearable,
  common,
  integer,
  merged,
  metadataChange,
  sent,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { searchRoute } from '../../kernel/search/search.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, listParams } from '../../kernel/store/list.js';
import { addSource, findPaymentMethod, lockSource, savePaymentMethod } from '../payment-methods/index.js';
import { noteBalance } from './balance.js';
import { deleteCustomer, refuseFullClock } from './clock-customers.js';
import { customerObject, customers, refuseDeleted, replaceCustomer } from './customers.js';
import { dropSource, keepSource } from './sources.js';
import { customers as table } from './table.js';

const customField = v.strictObject({ name: text(40), value: text(140) });

const shippingFields = v.strictObject({
  address: addressFields,
  name: text(),
  phone: v.optional(text(20)),
});

const ofCustomer = {
  expand: common.expand,
  address: addressChange,
  balance: v.optional(integer()),
  business_name: changedText(150),
  description: changedText(),
  email: changedText(512),
  individual_name: changedText(150),
  invoice_prefix: v.optional(v.pipe(text(), v.regex(/^[A-Z0-9]{3,12}$/))),
  invoice_settings: v.optional(
    v.strictObject({
      custom_fields: v.optional(clearable(v.pipe(v.array(customField), v.maxLength(4)))),
      default_payment_method: v.optional(clearable(text())),
      footer: changedText(),
      rendering_options: v.optional(
        clearable(
          v.strictObject({
            amount_tax_display: v.optional(v.picklist(['exclude_tax', 'include_inclusive_tax'])),
            template: v.optional(text()),
          }),
        ),
      ),
    }),
    {},
  ),
  metadata: metadataChange,
  name: changedText(256),
  next_invoice_sequence: v.optional(integer({ minimum: 1 })),
  phone: changedText(20),
  preferred_locales: v.optional(clearable(v.array(text(35)))),
  shipping: v.optional(clearable(shippingFields)),
  tax_exempt: v.optional(clearable(v.picklist(['exempt', 'none', 'reverse']))),
};

export const createCustomerParams = v.strictObject({
  ...ofCustomer,
  payment_method: v.optional(text()),
  source: v.optional(text()),
  test_clock: v.optional(text()),
});
export const updateCustomerParams = v.strictObject({
  ...ofCustomer,
  default_source: v.optional(text()),
  source: v.optional(text()),
});
const listedParams = v.strictObject({
  ...listParams,
  created: createdParam,
  email: v.optional(text(512)),
  test_clock: v.optional(text()),
});
const bare = v.strictObject({ expand: common.expand });

type Creation = v.InferOutput<typeof createCustomerParams>;
type Change = v.InferOutput<typeof updateCustomerParams>;

// The routes that create and change a customer are beside those of its discount, which a customer knows nothing of.
export const routes: RouteDefinition[] = [
  searchRoute({
    resource: 'customers',
    table,
    fields: { created: 'numeric', email: 'string', name: 'string', phone: 'string' },
    among: eq(table.deleted, false),
  }),
  route({
    method: 'GET',
    path: '/v1/customers',
    keys: ['secret'],
    params: listedParams,
    handle: listCustomers,
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id',
    keys: ['secret'],
    params: bare,
    handle: async (call) => customerObject(await customers.find(call, call.id, 'id')),
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id',
    keys: ['secret'],
    params: v.strictObject({}),
    handle: async (call) => deleteCustomer(call, await customers.lock(call, call.id, 'id')),
  }),
];

/** Creates a customer, as the request says. */
export async function createCustomer(
  request: Work & Pick<Call<Creation>, 'params'>,
): Promise<Stripe.Customer> {
  const { payment_method, source, test_clock, ...change } = request.params;
  const call = await onClock(request, test_clock);
  if (test_clock) await refuseFullClock(call, test_clock);
  const { default_payment_method, ...settings } = change.invoice_settings;
  const made = source === undefined ? undefined : await addSource(call, source);
  const body = {
    ...changedCustomer(newCustomer(call), { ...change, invoice_settings: settings }),
    default_source: made?.id ?? null,
  };
  await customers.insert(call, {
    id: body.id,
    body,
    email: body.email,
    testClock: call.clock,
    deleted: false,
  });
  call.outbox.emit('customer.created', body);
  if (made) await keepSource(call, made, body.id);
  const saved = payment_method && (await savePaymentMethod(call, payment_method, body.id));
  if (!default_payment_method) return body;
  // A constant such as `pm_card_visa` names the payment method that was just created from it.
  const id = saved && default_payment_method === payment_method ? saved.id : default_payment_method;
  return applyChange(call, body, { invoice_settings: { default_payment_method: id } });
}

/** Changes a customer, as the request says. */
export async function updateCustomer(
  request: Work & Pick<Call<Change>, 'id' | 'params'>,
): Promise<Stripe.Customer> {
  const { source, ...change } = request.params;
  const { body } = refuseDeleted(await customers.lock(request, request.id, 'id'), 'id');
  const call = await onClock(request, body.test_clock);
  if (source === undefined) return applyChange(call, body, change);
  // As in the public API, it replaces the default source, which is deleted.
  const { id } = await keepSource(call, await addSource(call, source), body.id);
  if (body.default_source) await dropSource(call, body.id, String(body.default_source));
  return applyChange(call, body, { ...change, default_source: id });
}

async function applyChange(work: Work, before: Stripe.Customer, change: Change): Promise<Stripe.Customer> {
  await refuseForeignDefault(work, before, change);
  if (change.default_source) await refuseForeignSource(work, before.id, change.default_source);
  const amount = (change.balance ?? before.balance) - before.balance;
  const currency = before.currency ?? DEFAULT_CURRENCY;
  if (amount !== 0) await noteBalance(work, before, { type: 'adjustment', amount, currency });
  return replaceCustomer(work, before, changedCustomer(before, change));
}

/** Currency of the balance of a customer who has none yet. */
const DEFAULT_CURRENCY = 'usd';

async function refuseForeignSource(work: Work, customer: string, id: string): Promise<void> {
  if (!(await lockSource(work, customer, id))) throw missing('source', id, 'default_source');
}

async function refuseForeignDefault(work: Work, { id }: Stripe.Customer, change: Change): Promise<void> {
  const chosen = change.invoice_settings.default_payment_method;
  const param = 'invoice_settings[default_payment_method]';
  if (!chosen) return;
  const row = await findPaymentMethod(work, chosen, param);
  if (row.customerId === id) return;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${chosen}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param },
  );
}

function listCustomers(call: Call<v.InferOutput<typeof listedParams>>): Promise<List<Stripe.Customer>> {
  const { email, test_clock: clock } = call.params;
  return customers.list(
    call,
    eq(table.deleted, false),
    email ? eq(table.email, email) : undefined,
    // As in the public API, customers of test clocks are listed only for their clock.
    clock ? eq(table.testClock, clock) : isNull(table.testClock),
  );
}

const newCustomer = ({ clock, now, livemode }: Work): Stripe.Customer => ({
  id: newId('cus'),
  object: 'customer',
  address: null,
  balance: 0,
  created: seconds(now),
  currency: null,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: null,
  invoice_prefix: randomBase62(8).toUpperCase(),
  invoice_settings: {
    custom_fields: null,
    default_payment_method: null,
    footer: null,
    rendering_options: null,
  },
  livemode,
  metadata: {},
  name: null,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: clock,
});

function changedCustomer(before: Stripe.Customer, change: Change): Stripe.Customer {
  const { expand: _, address, invoice_settings, metadata, ...rest } = change;
  const { business_name, individual_name, preferred_locales, shipping, tax_exempt, ...plain } = rest;
  return {
    ...before,
    ...sent(plain),
    address: changedAddress((before.address ?? null) as Address | null, address),
    // The property is left out, not null, where there is none.
    ...(business_name !== undefined && { business_name: business_name ?? undefined }),
    ...(individual_name !== undefined && { individual_name: individual_name ?? undefined }),
    invoice_settings: { ...before.invoice_settings, ...settingsOf(invoice_settings) },
    metadata: merged(before.metadata, metadata),
    ...(preferred_locales !== undefined && { preferred_locales: preferred_locales ?? [] }),
    ...(shipping !== undefined && { shipping: shipping && { ...shipping, phone: shipping.phone ?? null } }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt ?? 'none' }),
  };
}

function settingsOf({ rendering_options: rendering, ...settings }: Change['invoice_settings']) {
  const { amount_tax_display = null, template = null } = rendering ?? {};
  const options = rendering && { amount_tax_display, template };
  return sent({ ...settings, rendering_options: options });
}
