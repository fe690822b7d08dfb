import type Stripe from 'stripe';
import { Decimal } from '../../billing/decimal.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { AmountParams } from './params.js';

/** The properties of a price, or of one of its other currencies, that say how much it is. */
export interface Amounts {
  custom_unit_amount: Stripe.Price.CustomUnitAmount | null;
  tiers: Stripe.Price.Tier[] | null;
  unit_amount: number | null;
  unit_amount_decimal: Stripe.Decimal | null;
}

/**
 * Reads how much a price is.
 *
 * @param at The place of the parameters, for errors: `currency_options[eur]`.
 * @throws ApiError 400 where there is no amount, or more than one.
 */
export function amountsOf(given: AmountParams, isTiered: boolean, at = ''): Amounts {
  const param = (name: string) => (at ? `${at}[${name}]` : name);
  if (isTiered) {
    if (!given.tiers) throw missingParam(param('tiers'), 'a price with billing_scheme=tiered needs tiers');
    if (
      given.unit_amount !== undefined ||
      given.unit_amount_decimal !== undefined ||
      given.custom_unit_amount
    )
      throw conflict(param('unit_amount'), 'the tiers of a tiered price say what it costs');
    return { ...NO_AMOUNT, tiers: tiersOf(given.tiers, param('tiers')) };
  }
  if (given.tiers) throw conflict(param('tiers'), 'only a price with billing_scheme=tiered has tiers');
  const custom = given.custom_unit_amount?.enabled ? given.custom_unit_amount : undefined;
  const count = [given.unit_amount, given.unit_amount_decimal, custom].filter(
    (one) => one !== undefined,
  ).length;
  if (count > 1)
    throw conflict(
      param('unit_amount'),
      'send one of unit_amount, unit_amount_decimal and custom_unit_amount',
    );
  if (count === 0)
    throw missingParam(
      param('unit_amount'),
      'a price needs unit_amount, unit_amount_decimal or custom_unit_amount',
    );
  if (custom) return { ...NO_AMOUNT, custom_unit_amount: customOf(custom, param('custom_unit_amount')) };
  return { ...NO_AMOUNT, ...unitOf(given) };
}

const NO_AMOUNT: Amounts = {
  custom_unit_amount: null,
  tiers: null,
  unit_amount: null,
  unit_amount_decimal: null,
};

function unitOf({ unit_amount: whole, unit_amount_decimal: decimal }: AmountParams) {
  const exact = whole ?? decimal;
  return exact === undefined
    ? { unit_amount: null, unit_amount_decimal: null }
    : { unit_amount: wholeOf(exact), unit_amount_decimal: textOf(exact) };
}

/** Decimals are texts on the wire, which the client's type hides. */
const textOf = (exact: number | string) => new Decimal(exact).toFixed() as unknown as Stripe.Decimal;

/** Returns the amount as a number; `null` where it has a fraction. */
function wholeOf(exact: number | string): number | null {
  const value = new Decimal(exact);
  return value.isInteger() ? value.toNumber() : null;
}

function tiersOf(given: NonNullable<AmountParams['tiers']>, param: string): Stripe.Price.Tier[] {
  let below = 0;
  return given.map((tier, index) => {
    const isLast = index === given.length - 1;
    const upTo = tier.up_to === 'inf' ? null : tier.up_to;
    if ((upTo === null) !== isLast)
      throw conflict(`${param}[${index}][up_to]`, 'the last tier, and no other, has up_to=inf');
    if (upTo !== null && upTo <= below)
      throw conflict(`${param}[${index}][up_to]`, 'each tier goes further than the one before it');
    below = upTo ?? below;
    return tierOf(tier, upTo, `${param}[${index}]`);
  });
}

function tierOf(
  tier: NonNullable<AmountParams['tiers']>[number],
  upTo: number | null,
  param: string,
): Stripe.Price.Tier {
  const flat = tier.flat_amount ?? tier.flat_amount_decimal;
  const unit = unitOf(tier);
  if (flat === undefined && unit.unit_amount_decimal === null)
    throw missingParam(`${param}[unit_amount]`, 'a tier needs unit_amount, flat_amount or both');
  return {
    flat_amount: flat === undefined ? null : wholeOf(flat),
    flat_amount_decimal: flat === undefined ? null : textOf(flat),
    ...unit,
    up_to: upTo,
  };
}

function customOf(
  given: NonNullable<AmountParams['custom_unit_amount']>,
  param: string,
): Stripe.Price.CustomUnitAmount {
  const { maximum, minimum, preset } = given;
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    throw conflict(`${param}[minimum]`, 'the minimum is at most the maximum');
  if (preset !== undefined && (preset < (minimum ?? 0) || preset > (maximum ?? preset)))
    throw conflict(`${param}[preset]`, 'the preset lies between the minimum and the maximum');
  return { maximum: maximum ?? null, minimum: minimum ?? null, preset: preset ?? null };
}

const conflict = (param: string, rule: string) => invalidRequest(`Invalid ${param}: ${rule}.`, { param });

const missingParam = (param: string, rule: string) =>
  invalidRequest(`Missing required param: ${param}: ${rule}.`, { code: 'parameter_missing', param });
