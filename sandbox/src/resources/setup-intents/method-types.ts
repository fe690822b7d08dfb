import { ofThose, type TypeLists } from '../../intents/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import { methods } from '../../methods/index.js';

/**
 * Returns the types that an intent offers, of those that a merchant allows.
 *
 * @throws ApiError 400 where the platform has none of them.
 */
export function offeredTypes(lists: TypeLists): string[] {
  const offered = ofThose([...methods.types], lists);
  if (offered.length > 0) return offered;
  throw invalidRequest(
    `There is no payment method type left for this SetupIntent. It can have: ${methods.types.join(', ')}.`,
    {
      code: 'setup_intent_invalid_parameter',
      param: lists.allowed ? 'allowed_payment_method_types' : 'excluded_payment_method_types',
    },
  );
}
