import type { Params } from '../kernel/http/form.js';
import type { AccountState } from '../resources/accounts/index.js';
import type { Field, Form } from './fields.js';
import { fieldsIn, pathOf, textAt, valuesOf } from './values.js';

/** Returns what an account has for the fields of a form, by their names, as it would be typed. Nothing that is sensitive is in it. */
export const presentIn = (form: Form, state: AccountState): Map<string, string> =>
  new Map(fieldsIn(form).map((field) => [field.name, presentAt(state, pathOf(field.name))]));

function presentAt(state: AccountState, [first = '', ...rest]: string[]): string {
  const person = state.persons.find(({ given }) =>
    first === 'individual' ? given.relationship?.representative : given.id === first,
  );
  const [from, path] = person ? [person.given, rest] : [state.given, [first, ...rest]];
  const value = path.reduce<unknown>(
    (at, name) => (at as Record<string, unknown> | null | undefined)?.[name],
    from,
  );
  return typeof value === 'string' || typeof value === 'number' || value === true ? `${value}` : '';
}

/**
 * Returns what was sent for the fields of a form where it is not what the account has already, so that nothing is checked again that has not
 * changed. The parts of one row go together.
 */
export function changesIn(form: Form, sent: Params, present: ReadonlyMap<string, string>): Params {
  const typed = (field: Field) => textAt(sent, field.name) || (isUnticked(field) ? 'false' : '');
  const isUnticked = ({ name, isTicked }: Field) => isTicked && present.get(name) === 'true';
  const isChanged = (field: Field) => typed(field) !== '' && typed(field) !== present.get(field.name);
  const fields = fieldsIn(form);
  const together = ({ name, row }: Field) =>
    row === undefined
      ? []
      : fields.filter((other) => other.row === row && startOf(other) === startOf({ name }));
  return valuesOf(form, (field) => (isChanged(field) || together(field).some(isChanged) ? typed(field) : ''));
}

/** The name of a field without its last part, which those of one row share. */
const startOf = ({ name }: Pick<Field, 'name'>) => name.slice(0, name.lastIndexOf('['));
