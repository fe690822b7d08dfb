import type { ApiError } from '../kernel/errors.js';
import type { Params } from '../kernel/http/form.js';
import type { Field, Form } from './fields.js';

/** A value that was not taken. */
export interface Problem {
  message: string;
  /** Name of the field that it is about, if it is about one. */
  field: string | undefined;
}

/** Returns the problem that an error of the API tells, at the field that it is about, with the label of that field. */
export function problemWith(form: Form, { message, body }: ApiError): Problem {
  const { param } = body.error;
  const field = fieldsIn(form).find(({ name }) => name === param);
  return field
    ? { message: message.replaceAll(field.name, field.label), field: field.name }
    : { message, field: undefined };
}

/** Returns what was typed into the fields of a form, by their names, without what is sensitive. */
export const typedIn = (form: Form, sent: Params): Map<string, string> =>
  new Map(
    fieldsIn(form)
      .filter(({ isSensitive }) => !isSensitive)
      .map(({ name }) => [name, textAt(sent, name)]),
  );

export const fieldsIn = ({ sections }: Form): Field[] => sections.flatMap(({ fields }) => fields);

/** Returns the values of a form's fields as parameters, without those that are empty. */
export function valuesOf(form: Form, read: (field: Field) => string): Params {
  const values: Params = {};
  for (const field of fieldsIn(form)) {
    const text = read(field).trim();
    if (text) put(values, pathOf(field.name), text);
  }
  return values;
}

function put(into: Params, [name = '', ...rest]: string[], text: string): void {
  if (rest.length === 0) into[name] = text;
  else {
    const within = isHash(into[name]) ? into[name] : {};
    into[name] = within;
    put(within, rest, text);
  }
}

export const pathOf = (name: string) => name.split(/[[\]]+/).filter(Boolean);

/** Reads a text by its name in bracket notation; anything else there counts as empty. */
export function textAt(sent: Params, name: string): string {
  const value = pathOf(name).reduce<unknown>((at, part) => (isHash(at) ? at[part] : undefined), sent);
  return typeof value === 'string' ? value : '';
}

const isHash = (value: unknown): value is Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
