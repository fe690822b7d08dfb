import { type ApiError, invalidRequest, unrecognizedUrl } from '../kernel/errors.js';

/** Resources of the public API, by the first part of their path, that this version does not have. */
const OTHERS = new Set([
  'apple_pay',
  'apps',
  'billing',
  'billing_portal',
  'checkout',
  'climate',
  'credit_notes',
  'crypto',
  'entitlements',
  'ephemeral_keys',
  'exchange_rates',
  'file_links',
  'financial_connections',
  'forwarding',
  'invoice_rendering_templates',
  'issuing',
  'payment_attempt_records',
  'payment_links',
  'payment_method_domains',
  'payment_records',
  'quotes',
  'radar',
  'reporting',
  'reviews',
  'sigma',
  'sources',
  'tax',
  'tax_codes',
  'tax_ids',
  'terminal',
  'treasury',
]);

/** Returns the error for a method and a path of the API that no resource has. */
export function notHere(method: string, path: string): ApiError {
  const resource = path.split('/')[2] ?? '';
  if (path.startsWith('/v2/')) return notInSecondVersion(method, path);
  if (!OTHERS.has(resource)) return unrecognizedUrl(method, path);
  return invalidRequest(
    `Unrecognized request URL (${method}: ${path}). The public API has '${resource}', but this version of Payframe does ` +
      'not: docs/keys.md lists every endpoint of this version.',
    { code: 'resource_not_in_version' },
    404,
  );
}

/** Returns the error for a path of the API's second version, which has accounts in another shape. */
function notInSecondVersion(method: string, path: string): ApiError {
  const isOfAccounts = path.startsWith('/v2/core/account');
  const instead = isOfAccounts
    ? 'connected accounts are at /v1/accounts here, with /v1/account_links for their onboarding'
    : 'docs/keys.md lists every endpoint of this version';
  return invalidRequest(
    `Unrecognized request URL (${method}: ${path}). This version of Payframe has no endpoints under /v2: ${instead}.`,
    { code: 'resource_not_in_version' },
    404,
  );
}
