import type { BillingPath } from '../../../contract/elements-session.js';
import type { Json } from '../../../wire/index.js';
import type { MethodField } from '../../methods/method.js';
import { BILLING_PATHS, billingSpecs, valueAt } from './billing.js';
import type { FieldNode } from './field-node.js';

/**
 * Creates the fields of the billing details, which all methods share.
 *
 * @param countries Returns the countries that can be chosen, `null` for all.
 */
export function createBillingFields(
  create: (id: string, spec: MethodField) => FieldNode,
  countries: () => string[] | null,
) {
  const nodes = new Map<string, FieldNode>();
  const typed = (path: string) => nodes.get(path)?.field.raw() ?? '';
  const country = () => typed('address.country');
  const specs = billingSpecs(country, countries);
  for (const path of BILLING_PATHS)
    nodes.set(path, create(`billing-${path.replace(/\W/g, '-')}`, { name: path, ...specs[path] }));

  return {
    typed,
    country,
    all: () => [...nodes.values()],
    at: (paths: BillingPath[]) => paths.map((path) => nodes.get(path) as FieldNode),
    /** Fills in the values that the page begins with, and a country if it gives none. */
    fill(given: Json | undefined, guess: string) {
      for (const [path, { field, showTexts }] of nodes) {
        showTexts();
        const value = valueAt(given, path);
        if (typeof value === 'string') field.fill(value);
        else if (path === 'address.country') field.fill(guess);
      }
    },
  };
}
