import type Stripe from 'stripe';
import { amountOf, type Terms } from '../../billing/amount.js';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { createPrice, findPrice, termsIn } from '../prices/index.js';
import { createProduct, products } from '../products/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import type { ChangedLine, CreateParams, LineParams, OptionalParams } from './params.js';

/** Between how many of a line the customer can choose. */
interface Adjustable {
  minimum: number;
  maximum: number;
}

/** What is bought, or could be. */
export interface SessionLine {
  id: string;
  /** Whether the customer may take it or leave it. */
  isOptional: boolean;
  /** `null` for an optional one that is not taken. */
  quantity: number | null;
  /** How many an optional one begins with. */
  usual: number;
  adjustable: Adjustable | null;
  price: Stripe.Price;
  /** How much a quantity costs in the currency of the session. */
  terms: Terms;
  /** Whether the price was created for this session, so that it is not active. */
  isOwnPrice: boolean;
  product: Pick<Stripe.Product, 'description' | 'images' | 'name'>;
  taxRates: Stripe.TaxRate[];
  metadata: Stripe.Metadata;
}

/** Returns the lines that are bought, with their quantities. */
export const boughtOf = (lines: readonly SessionLine[]): (SessionLine & { quantity: number })[] =>
  lines.flatMap((line) => (line.quantity === null ? [] : [{ ...line, quantity: line.quantity }]));

/** Returns what a line costs, before discounts and taxes. */
export const amountOfLine = ({ quantity, terms, usual }: SessionLine): number =>
  amountOf(terms, quantity ?? usual);

type Mode = CreateParams['mode'];

/** The purchase that lines are for. */
interface Purchase {
  mode: Mode;
  /** `undefined` where the first line decides. */
  currency: string | undefined;
}

/**
 * Reads the lines of a new session.
 *
 * @throws ApiError 400 for a price that can't be bought in this mode, or not in the session's currency; 404 for none.
 */
export async function readLines(
  work: Work,
  {
    line_items: given,
    optional_items: offered,
    mode,
    currency: asked,
  }: Pick<CreateParams, 'currency' | 'line_items' | 'mode' | 'optional_items'>,
): Promise<{ lines: SessionLine[]; currency: string | null }> {
  const lines: SessionLine[] = [];
  let currency = asked;
  for (const [index, one] of given.entries()) {
    const line = await readLine(work, one, { mode, currency }, `line_items[${index}]`);
    currency ??= one.price_data?.currency ?? line.price.currency;
    lines.push(line);
  }
  for (const [index, one] of offered.entries())
    lines.push(await readOptional(work, one, { mode, currency }, `optional_items[${index}]`));
  checkLines(mode, lines);
  return { lines, currency: currency ?? null };
}

async function readLine(work: Work, given: LineParams, purchase: Purchase, at: string): Promise<SessionLine> {
  const found = await readPrice(work, given, purchase, at);
  const quantity = given.quantity ?? missingQuantity(at);
  return {
    id: newId('li'),
    isOptional: false,
    quantity,
    usual: quantity,
    adjustable: adjustableOf(given.adjustable_quantity, quantity, at),
    ...found,
    taxRates: await taxRatesOf(work, given.tax_rates ?? [], `${at}[tax_rates]`),
    metadata: given.metadata,
  };
}

async function readOptional(
  work: Work,
  { adjustable_quantity: adjustable, price, quantity }: OptionalParams,
  purchase: Purchase,
  at: string,
): Promise<SessionLine> {
  return {
    id: newId('li'),
    isOptional: true,
    quantity: null,
    usual: quantity,
    adjustable: adjustableOf(adjustable, quantity, at),
    ...(await readPrice(work, { price }, purchase, at)),
    taxRates: [],
    metadata: {},
  };
}

/** The maximum where a shop names none, as in the public API. */
const MOST_BY_DEFAULT = 99;

function adjustableOf(
  given: LineParams['adjustable_quantity'],
  quantity: number,
  at: string,
): Adjustable | null {
  if (!given?.enabled) return null;
  const { maximum = Math.max(MOST_BY_DEFAULT, quantity), minimum = 0 } = given;
  if (minimum <= quantity && quantity <= maximum) return { maximum, minimum };
  throw invalidRequest(
    `Invalid ${at}[adjustable_quantity]: the quantity ${quantity} has to lie between minimum and maximum.`,
    { param: `${at}[adjustable_quantity]` },
  );
}

const missingQuantity = (at: string): never => {
  throw invalidRequest(`Missing required param: ${at}[quantity].`, {
    code: 'parameter_missing',
    param: `${at}[quantity]`,
  });
};

async function readPrice(
  work: Work,
  { price: id, price_data: data }: Pick<LineParams, 'price' | 'price_data'>,
  { mode, currency }: Purchase,
  at: string,
): Promise<Pick<SessionLine, 'isOwnPrice' | 'price' | 'product' | 'terms'>> {
  if ((id === undefined) === (data === undefined)) {
    throw invalidRequest(
      `Send either ${at}[price], the id of a price, or ${at}[price_data], which creates one.`,
      { code: id ? 'parameters_exclusive' : 'parameter_missing', param: `${at}[price]` },
    );
  }
  const param = data ? `${at}[price_data]` : `${at}[price]`;
  const row = await findPrice(work, data ? await createOwn(work, data, at) : String(id), param);
  const { body: price } = row;
  const refuse = (reason: string) => invalidRequest(reason, { param });
  if (!price.active && !data)
    throw refuse('The price specified is inactive. This field only accepts active prices.');
  if (price.recurring && mode !== 'subscription') {
    throw refuse(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    );
  }
  if (price.recurring?.usage_type === 'metered')
    throw refuse('The price specified is metered, which Checkout of this version of Payframe does not sell.');
  const terms = termsIn(row, currency ?? price.currency);
  if (!terms) {
    throw refuse(
      price.custom_unit_amount
        ? 'The price leaves the amount to the customer (custom_unit_amount), which Checkout of this version of Payframe does not.'
        : `The price has no amount in ${currency}. All lines of a session have one currency.`,
    );
  }
  const { body: product } = await products.find(work, String(price.product), param);
  if (!product.active) {
    throw invalidRequest(`The product ${product.id} is inactive, so no one can buy it.`, {
      code: 'product_inactive',
      param,
    });
  }
  const { description, images, name } = product;
  return { isOwnPrice: data !== undefined, price, product: { description, images, name }, terms };
}

/** Creates the price that only this session has. Returns its id. */
async function createOwn(
  work: Work,
  { product, product_data: data, ...terms }: NonNullable<LineParams['price_data']>,
  at: string,
): Promise<string> {
  const param = `${at}[price_data][product]`;
  if ((product === undefined) === (data === undefined)) {
    throw invalidRequest(
      `Send either ${param}, the id of a product, or ${at}[price_data][product_data], which creates one.`,
      { code: product ? 'parameters_exclusive' : 'parameter_missing', param },
    );
  }
  const of = data
    ? (await createProduct(work, { ...data, active: true })).id
    : (await products.find(work, String(product), param)).body.id;
  return (await createPrice(work, of, { ...terms, active: false, currency_options: {}, metadata: {} })).id;
}

/** Most lines of each kind in a subscription, as in the public API. */
const MOST_OF_KIND = 20;

/** @throws ApiError 400 for lines that don't fit the mode, or each other. */
function checkLines(mode: Mode, lines: readonly SessionLine[]): void {
  const refuse = (rule: string) => invalidRequest(`Invalid line_items: ${rule}.`, { param: 'line_items' });
  const asked = lines.filter(({ isOptional }) => !isOptional);
  if (mode === 'setup') {
    if (lines.length > 0) throw refuse('a session in setup mode sells nothing, and has no line_items');
    return;
  }
  if (asked.length === 0) {
    throw invalidRequest(`Missing required param: line_items. In ${mode} mode, at least one is needed.`, {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  if (mode !== 'subscription') return;
  const recurring = asked.filter(({ price }) => price.recurring);
  if (recurring.length === 0) throw refuse('in subscription mode, at least one price has to be recurring');
  if (recurring.length > MOST_OF_KIND || asked.length - recurring.length > MOST_OF_KIND)
    throw refuse(
      `in subscription mode, there are at most ${MOST_OF_KIND} recurring and ${MOST_OF_KIND} other lines`,
    );
  const ids = recurring.map(({ price }) => price.id);
  if (new Set(ids).size < ids.length)
    throw refuse('two lines have the same recurring price: use the quantity instead');
}

/**
 * Returns the lines after a change of the shop, which names all of them: one with an id stays, and those left out go.
 *
 * @throws ApiError 404 for an id that no line has; 400 as for new lines.
 */
export async function changedLines(
  work: Work,
  before: readonly SessionLine[],
  given: readonly ChangedLine[],
  purchase: { mode: Mode; currency: string | undefined },
): Promise<SessionLine[]> {
  const lines: SessionLine[] = [];
  for (const [index, { id, metadata, ...terms }] of given.entries()) {
    const at = `line_items[${index}]`;
    const kept = before.find((line) => line.id === id && line.quantity !== null);
    if (id !== undefined && !kept) throw missing('line_item', id, `${at}[id]`);
    lines.push(
      kept
        ? await changedLine(work, kept, { metadata, ...terms }, purchase, at)
        : await readLine(work, { ...terms, metadata: merged({}, metadata) }, purchase, at),
    );
  }
  const all = [
    ...lines,
    ...before.filter((line) => line.isOptional && !lines.some(({ id }) => id === line.id)),
  ];
  checkLines(purchase.mode, all);
  return all;
}

async function changedLine(
  work: Work,
  before: SessionLine,
  given: Omit<ChangedLine, 'id'>,
  purchase: Purchase,
  at: string,
): Promise<SessionLine> {
  const quantity = given.quantity ?? before.quantity ?? before.usual;
  const isRepriced = given.price !== undefined || given.price_data !== undefined;
  return {
    ...before,
    ...(isRepriced && (await readPrice(work, given, purchase, at))),
    ...(given.tax_rates !== undefined && {
      taxRates: await taxRatesOf(work, given.tax_rates ?? [], `${at}[tax_rates]`),
    }),
    adjustable: given.adjustable_quantity
      ? adjustableOf(given.adjustable_quantity, quantity, at)
      : before.adjustable,
    metadata: merged(before.metadata, given.metadata),
    quantity,
  };
}

/**
 * Returns the lines after the customer has chosen another quantity of one, or has taken an optional one or left it.
 *
 * @throws ApiError 404 for a line that is not there; 400 for a quantity that the shop does not allow.
 */
export function chosenLines(
  lines: readonly SessionLine[],
  { id, quantity }: { id: string; quantity: number },
): SessionLine[] {
  const line = lines.find((one) => one.id === id);
  if (!line) throw missing('line_item', id, 'line_item[id]');
  const isLeft = line.isOptional && quantity === 0;
  if (!isLeft) checkChoice(line, quantity);
  const chosen = lines.map((one) => (one.id === id ? { ...one, quantity: isLeft ? null : quantity } : one));
  if (boughtOf(chosen).some((one) => one.quantity > 0)) return chosen;
  throw invalidRequest('Something has to be left to buy.', { param: 'line_item[quantity]' });
}

/**
 * Returns the lines after the customer has taken an optional item, or has left it.
 *
 * @param item The price of the item, and how many of it.
 * @throws ApiError 404 for one that is not offered; 400 for a quantity that the shop does not allow.
 */
export function takenLines(
  lines: readonly SessionLine[],
  { price, quantity }: { price: string; quantity: number },
): SessionLine[] {
  const line = lines.find((one) => one.isOptional && one.price.id === price);
  if (!line) throw missing('optional_item', price, 'optional_item[price]');
  return chosenLines(lines, { id: line.id, quantity });
}

function checkChoice({ adjustable, quantity, usual }: SessionLine, chosen: number): void {
  if (chosen === (quantity ?? usual)) return;
  if (adjustable && adjustable.minimum <= chosen && chosen <= adjustable.maximum) return;
  throw invalidRequest(
    adjustable
      ? `The quantity has to lie between ${adjustable.minimum} and ${adjustable.maximum}.`
      : 'The quantity of this line can’t be changed.',
    { param: 'line_item[quantity]' },
  );
}
