import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { flag, integer, text } from '../../kernel/http/params.js';

export type CustomField = Stripe.Checkout.Session.CustomField;

/** Longest value of a field, as in the public API. */
const LONGEST = 255;

const length = v.optional(integer({ minimum: 1, maximum: LONGEST }));

const typedField = v.strictObject({
  default_value: v.optional(text(LONGEST)),
  maximum_length: length,
  minimum_length: length,
});

const key = v.pipe(text(200), v.regex(/^[A-Za-z0-9]+$/, 'alphanumeric'));

/** Reads the fields that a shop adds to the page. */
export const customFieldsParam = v.pipe(
  v.array(
    v.strictObject({
      dropdown: v.optional(
        v.strictObject({
          default_value: v.optional(text(100)),
          options: v.pipe(
            v.array(
              v.strictObject({
                label: text(100),
                value: v.pipe(text(100), v.regex(/^[A-Za-z0-9]+$/, 'alphanumeric')),
              }),
            ),
            v.minLength(1),
            v.maxLength(200),
          ),
        }),
      ),
      key,
      label: v.strictObject({ custom: text(50), type: v.literal('custom') }),
      numeric: v.optional(typedField),
      optional: v.optional(flag, 'false'),
      text: v.optional(typedField),
      type: v.picklist(['dropdown', 'numeric', 'text']),
    }),
  ),
  v.maxLength(3),
);

type Given = v.InferOutput<typeof customFieldsParam>[number];

/**
 * Returns the fields of a new session, still without values.
 *
 * @throws ApiError 400 for a dropdown without options, for limits that contradict each other, and for two fields of one key.
 */
export const newFields = (given: readonly Given[]): CustomField[] =>
  given.map((field, index) => {
    const at = `custom_fields[${index}]`;
    if (given.findIndex((other) => other.key === field.key) < index)
      throw refuse(`${at}[key]`, `another field has the key ${field.key}`);
    const { dropdown, key: name, label, optional, type } = field;
    const common = { key: name, label, optional };
    if (type !== 'dropdown') return { ...common, type, [type]: typedOf(field[type], `${at}[${type}]`) };
    if (!dropdown) throw refuse(`${at}[dropdown][options]`, 'a dropdown needs options');
    const { default_value = null, options } = dropdown;
    if (default_value !== null && !options.some(({ value }) => value === default_value))
      throw refuse(`${at}[dropdown][default_value]`, 'it has to be one of the options');
    return { ...common, type, dropdown: { default_value, options, value: null } };
  });

function typedOf(given: Given['text'], at: string): Stripe.Checkout.Session.CustomField.Text {
  const { default_value = null, maximum_length = null, minimum_length = null } = given ?? {};
  if (minimum_length !== null && maximum_length !== null && minimum_length > maximum_length)
    throw refuse(`${at}[minimum_length]`, 'it is at most the maximum_length');
  return { default_value, maximum_length, minimum_length, value: null };
}

/**
 * Returns the fields with what the customer has filled in.
 *
 * @param values By the keys of the fields.
 * @throws ApiError 400 that names the field: for one that is missing or does not fit, and for a key that no field has.
 */
export function filledFields(
  fields: readonly CustomField[],
  values: Readonly<Record<string, string>>,
): CustomField[] {
  const unknown = Object.keys(values).find((name) => !fields.some((field) => field.key === name));
  if (unknown !== undefined)
    throw refuse(`custom_fields[${unknown}]`, 'the session has no field of this key', 'parameter_unknown');
  return fields.map((field) => {
    const terms = field[field.type as 'dropdown' | 'numeric' | 'text'];
    const typed = Object.hasOwn(values, field.key) ? values[field.key] : (terms?.default_value ?? '');
    return { ...field, [field.type]: { ...terms, value: filledIn(field, typed ?? '') } };
  });
}

function filledIn(field: CustomField, typed: string): string | null {
  const param = `custom_fields[${field.key}]`;
  const name = field.label.custom ?? field.key;
  if (typed === '') {
    if (field.optional) return null;
    throw refuse(param, `${name} is required`, 'parameter_missing');
  }
  if (field.type === 'dropdown') {
    if (field.dropdown?.options.some(({ value }) => value === typed)) return typed;
    throw refuse(param, `${name} is none of the options`);
  }
  if (field.type === 'numeric' && !/^\d+$/.test(typed)) throw refuse(param, `${name} has digits only`);
  const { maximum_length: most, minimum_length: least } = field.text ?? field.numeric ?? {};
  if (least && typed.length < least) throw refuse(param, `${name} needs at least ${least} characters`);
  if (typed.length > (most ?? LONGEST))
    throw refuse(param, `${name} takes at most ${most ?? LONGEST} characters`);
  return typed;
}

const refuse = (param: string, rule: string, code?: 'parameter_missing' | 'parameter_unknown') =>
  invalidRequest(`Invalid ${param}: ${rule}.`, { ...(code && { code }), param });
