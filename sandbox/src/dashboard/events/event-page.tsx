/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { WebhookDelivery } from '../../resources/webhook-deliveries/index.js';
import { Copyable } from '../copying/copyable.js';
import { address, Layout, ROLES, Table, Time, type View } from '../layout.js';
import { Fact, Raw } from '../parts.js';
import { may } from '../people/roles.js';
import { Reference } from '../references.js';
import { DeliveryStateText } from '../webhooks/endpoint-page.js';
import { WEBHOOKS } from '../webhooks/read.js';
import { wordsOf } from './words.js';

interface EventPageProps {
  view: View;
  event: Stripe.Event;
  /** How it was sent to each endpoint of the platform. */
  deliveries: { delivery: WebhookDelivery; endpoint: Stripe.WebhookEndpoint | undefined }[];
}

/** Shows an event: what it means, what it is about, which request caused it, and where it was sent. */
export const EventPage = ({ view, event, deliveries }: EventPageProps) => {
  const { id: objectId, object: kind } = event.data.object as { id?: string; object: string };
  const changed = Object.keys(event.data.previous_attributes ?? {});
  return (
    <Layout title={wordsOf(event)} view={view} page="events">
      <p>
        <code>{event.type}</code> · <Time at={event.created} />
      </p>
      <dl class="facts">
        <Fact name="Id">
          <Copyable name="id" text={event.id} />
        </Fact>
        <Fact name="About">
          {objectId ? <Reference id={objectId} view={view} /> : kind.replaceAll('_', ' ')}
        </Fact>
        <Fact name="Caused by">
          {event.request?.id ? (
            <a href={address(`requests/${event.request.id}`, { ...view, account: undefined })}>
              <code>{event.request.id}</code>
            </a>
          ) : (
            'the platform'
          )}
        </Fact>
        <Fact name="Idempotency key">
          {event.request?.idempotency_key && (
            <code>
              <ForeignText text={event.request.idempotency_key} />
            </code>
          )}
        </Fact>
        <Fact name="What changed">
          {changed.length > 0 &&
            changed.map((name, at) => (
              <>
                {at > 0 && ', '}
                <code>
                  <ForeignText text={name} />
                </code>
              </>
            ))}
        </Fact>
      </dl>
      <h2>Where it was sent</h2>
      {deliveries.length === 0 ? (
        <p>No endpoint of the platform was subscribed to it.</p>
      ) : (
        <Deliveries view={view} event={event} deliveries={deliveries} />
      )}
      <Raw title="The event as the API shows it" object={event} />
      <p>
        <a href={address('events', view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

const Deliveries = ({ view, event, deliveries }: EventPageProps) => {
  const platform: View = { ...view, account: undefined };
  return (
    <Table
      name="Endpoints"
      head={['Endpoint', 'State', 'Attempts', 'Last attempt', 'Next try', 'Again']}
      isCards
    >
      {deliveries.map(({ delivery, endpoint }) => (
        <tr {...ROLES.row}>
          <td {...ROLES.cell} data-head="Endpoint">
            {endpoint ? (
              <a href={address(`${WEBHOOKS}/${endpoint.id}/${event.id}`, platform)}>
                <ForeignText text={endpoint.url} />
              </a>
            ) : (
              <>
                <code>{delivery.webhook_endpoint}</code>, which was deleted
              </>
            )}
          </td>
          <td {...ROLES.cell} data-head="State">
            <DeliveryStateText of={delivery} />
          </td>
          <td {...ROLES.cell} data-head="Attempts">
            {delivery.attempts}
          </td>
          <td {...ROLES.cell} data-head="Last attempt" class={delivery.last_attempt ? undefined : 'empty'}>
            {delivery.last_attempt && <Time at={delivery.last_attempt} />}
          </td>
          <td {...ROLES.cell} data-head="Next try" class={delivery.next_attempt ? undefined : 'empty'}>
            {delivery.next_attempt && <Time at={delivery.next_attempt} />}
          </td>
          <td {...ROLES.cell} data-head="Again">
            {endpoint?.status === 'enabled' && may(view, 'admin') && (
              <form method="post" action={address(`${WEBHOOKS}/${endpoint.id}/${event.id}/resend`, platform)}>
                <button type="submit" class="quiet">
                  Resend
                </button>
              </form>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
};
