import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  changedText,
  common,
  country,
  flag,
  merged,
  metadata,
  metadataChange,
  sent,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { taxRates } from './rates.js';
import { taxRates as table } from './table.js';

const TAX_TYPES = [
  ...['admissions_tax', 'amusement_tax', 'attendance_tax', 'communications_tax', 'digital_excise_tax'],
  ...['entertainment_tax', 'get_fund', 'gross_receipts_tax', 'gst', 'hospitality_tax', 'hst', 'igst', 'jct'],
  ...[
    'lease_tax',
    'luxury_tax',
    'mass_transit_parking_tax',
    'nhil',
    'parking_tax',
    'pst',
    'qst',
    'resort_tax',
  ],
  ...['retail_delivery_fee', 'rst', 'sales_tax', 'service_tax', 'tourism_tax', 'utility_users_tax', 'vat'],
];

/** Reads a percentage with at most four digits after the point. */
const percentage = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}(\.\d{1,4})?$/, 'percentage'),
  v.transform(Number),
  v.maxValue(100),
);

const createParams = v.strictObject({
  active: v.optional(flag, 'true'),
  country: v.optional(country),
  description: v.optional(text()),
  display_name: text(50),
  expand: common.expand,
  inclusive: flag,
  jurisdiction: v.optional(text(50)),
  metadata,
  percentage,
  state: v.optional(text(2)),
  tax_type: v.optional(v.picklist(TAX_TYPES)),
});

const updateParams = v.strictObject({
  active: v.optional(flag),
  country: v.optional(country),
  description: changedText(),
  display_name: v.optional(text(50)),
  expand: common.expand,
  jurisdiction: changedText(50),
  metadata: metadataChange,
  state: changedText(2),
  tax_type: v.optional(v.picklist(TAX_TYPES)),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/tax_rates',
    keys: ['secret'],
    params: createParams,
    handle: create,
  }),
  route({
    method: 'GET',
    path: '/v1/tax_rates',
    keys: ['secret'],
    params: v.strictObject({
      ...listParams,
      active: v.optional(flag),
      created: createdParam,
      inclusive: v.optional(flag),
    }),
    handle: (call) =>
      taxRates.list(
        call,
        whereGiven(table.active, call.params.active),
        whereGiven(table.inclusive, call.params.inclusive),
      ),
  }),
  retrieveRoute('/v1/tax_rates', taxRates),
  route({
    method: 'POST',
    path: '/v1/tax_rates/:id',
    keys: ['secret'],
    params: updateParams,
    handle: update,
  }),
];

async function create(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.TaxRate> {
  const { params } = call;
  const body: Stripe.TaxRate = {
    id: newId('txr'),
    object: 'tax_rate',
    active: params.active,
    country: params.country ?? null,
    created: seconds(call.now),
    description: params.description ?? null,
    display_name: params.display_name,
    // Only the rates of automatic tax have one.
    effective_percentage: null,
    flat_amount: null,
    inclusive: params.inclusive,
    jurisdiction: params.jurisdiction ?? null,
    jurisdiction_level: null,
    livemode: call.livemode,
    metadata: params.metadata,
    percentage: params.percentage,
    rate_type: 'percentage',
    state: params.state ?? null,
    tax_type: params.tax_type ?? null,
  };
  await taxRates.insert(call, { id: body.id, body, active: body.active, inclusive: body.inclusive });
  call.outbox.emit('tax_rate.created', body);
  return body;
}

/** Changes a rate. Its percentage, and whether amounts have it in them, stay for ever. */
async function update(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.TaxRate> {
  const { expand, metadata: pairs, ...change } = call.params;
  const { body: before } = await taxRates.lock(call, call.id);
  const after = { ...before, ...sent(change), metadata: merged(before.metadata ?? {}, pairs) };
  await taxRates.replace(call, call.id, { body: after, active: after.active });
  call.outbox.emit('tax_rate.updated', after, previousAttributes(before, after));
  return after;
}
