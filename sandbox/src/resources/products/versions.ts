import type { VersionChange } from '../../kernel/versions.js';

const renamed = ({ features, ...params }: Record<string, unknown>) =>
  features === undefined ? params : { ...params, marketing_features: features };

/** Until 2024-04-10 what a product is advertised with was its `features`. */
export const versions: VersionChange[] = [
  {
    since: '2024-04-10',
    object: 'product',
    before: ({ marketing_features: features, ...product }) =>
      product.deleted ? product : { ...product, features },
  },
  { since: '2024-04-10', request: 'POST /v1/products', after: renamed },
  { since: '2024-04-10', request: 'POST /v1/products/:id', after: renamed },
];
