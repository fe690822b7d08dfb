import type { VersionChange } from '../kernel/versions.js';
import { methods } from '../methods/index.js';

/**
 * Returns how a new intent whose request names no methods was before the platform chose them: it took the one
 * type that was there first.
 *
 * @param request The request that creates one: `POST /v1/payment_intents`.
 */
export const oneTypeByDefault = (request: string): VersionChange => ({
  since: '2023-08-16',
  request,
  after: (params) =>
    'automatic_payment_methods' in params || 'payment_method_configuration' in params
      ? params
      : { payment_method_types: [methods.defaultType], ...params },
});
