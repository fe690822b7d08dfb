import type { WireError } from '../../../wire/index.js';
import type { CardField, FieldName } from '../../input/field.js';

/** Elements that hold the fields which every card needs. */
const REQUIRED: [FieldName, string][] = [
  ['number', 'cardNumber'],
  ['expiry', 'cardExpiry'],
  ['cvc', 'cardCvc'],
];

/** Returns the error for a group that lacks an Element which every card needs. */
export function missingElement(fields: CardField[]): WireError | undefined {
  const [, param] = REQUIRED.find(([name]) => !fields.some((field) => field.name === name)) ?? [];
  return param === undefined
    ? undefined
    : {
        type: 'invalid_request_error',
        code: 'missing_element',
        param,
        message: `The group has no mounted ${param} Element. Create it in the same group, and mount it.`,
      };
}
