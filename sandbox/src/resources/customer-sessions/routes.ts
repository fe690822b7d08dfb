import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { holdCustomer } from '../customers/index.js';
import { componentsParams, type Features, MISSING_COMPONENTS } from './features.js';
import { startSession } from './sessions.js';

const createParams = v.strictObject({
  expand: common.expand,
  components: componentsParams,
  customer: text(),
});

type CreateParams = v.InferOutput<typeof createParams>;

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/customer_sessions',
    keys: ['secret'],
    params: createParams,
    handle: createCustomerSession,
  }),
];

async function createCustomerSession(call: Call<CreateParams>): Promise<Stripe.CustomerSession> {
  const { components, customer } = call.params;
  const features = featuresIn(components);
  await holdCustomer(call, customer);
  return startSession(call, customer, features);
}

/** @throws ApiError 400 for a component that the platform does not have, or where none is enabled. */
function featuresIn(components: CreateParams['components']): Features {
  const unknown = Object.keys(MISSING_COMPONENTS).find(
    (name) => components[name as keyof typeof MISSING_COMPONENTS]?.enabled,
  );
  if (unknown) {
    throw invalidRequest(
      `Payframe does not have the component ${unknown}: only payment_element can be enabled.`,
      {
        param: `components[${unknown}][enabled]`,
      },
    );
  }
  if (components.payment_element?.enabled) return components.payment_element.features;
  throw invalidRequest(
    'At least one component has to be enabled: components[payment_element][enabled]=true.',
    {
      param: 'components',
    },
  );
}
