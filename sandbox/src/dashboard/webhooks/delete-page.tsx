/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { ConfirmPage } from '../confirm-page.js';
import type { View } from '../layout.js';
import { WEBHOOKS } from './read.js';

/** Asks whether to delete an endpoint. */
export const DeletePage = ({ view, endpoint }: { view: View; endpoint: Stripe.WebhookEndpoint }) => (
  <ConfirmPage
    view={view}
    page={WEBHOOKS}
    title="Delete the endpoint?"
    back={`${WEBHOOKS}/${endpoint.id}`}
    action={`${WEBHOOKS}/${endpoint.id}/delete`}
    button="Delete the endpoint"
    isDanger
  >
    <p>
      <ForeignText text={endpoint.url} /> gets no more events, and what waits to be sent there is given up.
      This can’t be undone.
    </p>
  </ConfirmPage>
);
