import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { merged, sent } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import type { ProductChange, ProductStart } from './params.js';
import { products as table } from './table.js';

export const products = documents(table, 'product');

/**
 * Creates a product.
 *
 * @throws ApiError 400 `resource_already_exists` for an id that another product has.
 */
export async function createProduct(work: Work, start: ProductStart): Promise<Stripe.Product> {
  const id = start.id ?? newId('prod');
  if (start.id && (await products.load(work, id))) throw exists(id);
  const body = newProduct(work, id, start);
  await products.insert(work, { id, body, ...columnsOf(body) });
  work.outbox.emit('product.created', body);
  return body;
}

const newProduct = (work: Work, id: string, start: ProductStart): Stripe.Product => ({
  id,
  object: 'product',
  active: start.active,
  created: seconds(work.now),
  default_price: null,
  description: start.description ?? null,
  images: start.images ?? [],
  livemode: work.livemode,
  marketing_features: start.marketing_features ?? [],
  metadata: start.metadata,
  name: start.name,
  package_dimensions: start.package_dimensions ?? null,
  shippable: start.shippable ?? null,
  statement_descriptor: start.statement_descriptor ?? null,
  tax_code: start.tax_code ?? null,
  tax_details: taxDetails(start.tax_details),
  type: start.type ?? 'service',
  unit_label: start.unit_label ?? null,
  updated: seconds(work.now),
  url: start.url ?? null,
});

const taxDetails = (given: ProductStart['tax_details'] | null): Stripe.Product.TaxDetails | null =>
  given
    ? { performance_location: given.performance_location ?? null, tax_code: given.tax_code ?? null }
    : null;

const columnsOf = ({ active, shippable, type, url }: Stripe.Product) => ({ active, shippable, type, url });

/** Changes a product, which has to be locked. */
export async function changeProduct(
  work: Work,
  before: Stripe.Product,
  change: ProductChange & { default_price?: string | undefined },
): Promise<Stripe.Product> {
  const { images, marketing_features: features, metadata, tax_details: details, ...rest } = change;
  const changed: Stripe.Product = {
    ...before,
    ...sent(rest),
    ...(images !== undefined && { images: images ?? [] }),
    ...(features !== undefined && { marketing_features: features ?? [] }),
    ...(details !== undefined && { tax_details: taxDetails(details) }),
    metadata: merged(before.metadata, metadata),
  };
  const after = { ...changed, updated: seconds(work.now) };
  await products.replace(work, before.id, { body: after, ...columnsOf(after) });
  work.outbox.emit('product.updated', after, previousAttributes(before, after));
  return after;
}

/** Deletes a product, which has to be locked and to have no prices. */
export async function deleteProduct(work: Work, product: Stripe.Product): Promise<Stripe.DeletedProduct> {
  await products.remove(work, product.id);
  work.outbox.emit('product.deleted', product);
  return { id: product.id, object: 'product', deleted: true };
}

const exists = (id: string) =>
  invalidRequest(`A product with the id '${id}' already exists. Send another id, or none.`, {
    code: 'resource_already_exists',
    param: 'id',
  });
