/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { List } from '../../kernel/store/list.js';
import { registry } from '../../resources/registry.js';
import type { AttemptCount, WebhookDelivery } from '../../resources/webhook-deliveries/index.js';
import { Copyable } from '../copying/copyable.js';
import { address, Failure, Layout, Notice, ROLES, Table, Time, type View } from '../layout.js';
import { Pages } from '../lists/objects-page.js';
import type { Place } from '../objects.js';
import { Fact, Raw } from '../parts.js';
import { may } from '../people/roles.js';
import { eventsOf, Failures } from './endpoints-page.js';
import { DELIVERY_STATES, type DeliveryState, WEBHOOKS } from './read.js';

interface EndpointPageProps {
  view: View;
  endpoint: Stripe.WebhookEndpoint;
  count: AttemptCount | undefined;
  deliveries: List<WebhookDelivery>;
  place: Place;
  /** Which of the deliveries are shown; `undefined` for all. */
  status: DeliveryState | undefined;
  /** The signing secret, where the reader asked for it. */
  secret?: string | undefined;
  /** The type of a test event that has not happened yet. */
  awaited?: string | undefined;
  error?: string | undefined;
}

/** Shows one endpoint: what can be done with it, and what was sent there. */
export const EndpointPage = ({ view, endpoint, error, awaited, ...shown }: EndpointPageProps) => {
  const path = `${WEBHOOKS}/${endpoint.id}`;
  const isEnabled = endpoint.status === 'enabled';
  return (
    <Layout title="Webhook endpoint" view={view} page={WEBHOOKS}>
      {error && <Failure message={error} />}
      {awaited && (
        <Notice>
          What {awaited} is about was created. The event arrives in a few seconds: reload this page.
        </Notice>
      )}
      {may(view, 'admin') && (
        <div class="actions">
          <a class="button" href={address(`${path}/edit`, view)}>
            Edit
          </a>
          <form method="post" action={address(`${path}/${isEnabled ? 'disable' : 'enable'}`, view)}>
            <button type="submit" class="quiet">
              {isEnabled ? 'Disable' : 'Enable'}
            </button>
          </form>
          <a class="bad" href={address(`${path}/delete`, view)}>
            Delete
          </a>
        </div>
      )}
      <Summary view={view} endpoint={endpoint} count={shown.count} secret={shown.secret} />
      <TestEvent view={view} endpoint={endpoint} />
      <Deliveries view={view} endpoint={endpoint} {...shown} />
      <Raw title="The endpoint as the API shows it" object={endpoint} />
      <p>
        <a href={address(WEBHOOKS, view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

type Shown<Parts extends keyof EndpointPageProps> = Pick<EndpointPageProps, 'view' | 'endpoint' | Parts>;

const Summary = ({ view, endpoint, count, secret }: Shown<'count' | 'secret'>) => (
  <dl class="facts">
    <Fact name="Address">
      <ForeignText text={endpoint.url} />
    </Fact>
    <Fact name="State">
      <span class={endpoint.status === 'enabled' ? '' : 'bad'}>{endpoint.status}</span>
    </Fact>
    <Fact name="Failed in the last 7 days">
      <Failures of={count} />
    </Fact>
    <Fact name="Description">{endpoint.description && <ForeignText text={endpoint.description} />}</Fact>
    <Fact name="Events">
      {endpoint.enabled_events.length < 2 || endpoint.enabled_events.includes('*') ? (
        eventsOf(endpoint)
      ) : (
        <ul>
          {endpoint.enabled_events.map((type) => (
            <li>
              <code>{type}</code>
            </li>
          ))}
        </ul>
      )}
    </Fact>
    <Fact name="Whose events">{endpoint.application && 'only those of connected accounts'}</Fact>
    <Fact name="API version">{endpoint.api_version}</Fact>
    <Fact name="Id">
      <Copyable name="id" text={endpoint.id} />
    </Fact>
    <Fact name="Created">
      <Time at={endpoint.created} />
    </Fact>
    <Fact name="Signing secret">
      {secret ? (
        <Copyable name="signing secret" text={secret} />
      ) : (
        may(view, 'admin') && (
          <form method="post" action={address(`${WEBHOOKS}/${endpoint.id}/reveal`, view)}>
            <button type="submit" class="quiet">
              Reveal the signing secret
            </button>
          </form>
        )
      )}
    </Fact>
  </dl>
);

/** The types of event that can be made to happen and that an endpoint gets. */
const triggersFor = ({ enabled_events: types }: Stripe.WebhookEndpoint): string[] =>
  [...registry.triggers.keys()].filter((type) => types.includes('*') || types.includes(type));

const TestEvent = ({ view, endpoint }: Shown<never>) => {
  const types = triggersFor(endpoint);
  if (endpoint.status !== 'enabled' || types.length === 0 || !may(view, 'admin')) return null;
  return (
    <>
      <h2>Send a test event</h2>
      {endpoint.application ? (
        <p>
          It receives only events of connected accounts:{' '}
          <code>npx payframe-sandbox trigger {types[0]} --stripe-account acct_…</code> makes one happen.
        </p>
      ) : (
        <form method="post" action={address(`${WEBHOOKS}/${endpoint.id}/test`, view)} class="row">
          <span>
            <label for="type">Event</label>
            <select id="type" name="type">
              {types.map((type) => (
                <option value={type} selected={type === 'payment_intent.succeeded'}>
                  {type}
                </option>
              ))}
            </select>
          </span>
          <button type="submit">Send it</button>
          <span class="quiet">
            The event’s object is really created, in test mode. Other endpoints that are subscribed get the
            event too.
          </span>
        </form>
      )}
    </>
  );
};

const Deliveries = ({
  view,
  endpoint,
  deliveries,
  place,
  status,
}: Shown<'deliveries' | 'place' | 'status'>) => {
  const path = `${WEBHOOKS}/${endpoint.id}`;
  const filters = [[undefined, 'All'], ...Object.entries(DELIVERY_STATES)] as const;
  return (
    <>
      <h2>What was sent</h2>
      <nav aria-label="Which events" class="actions">
        {filters.map(([state, title]) => (
          <a
            href={address(path, view, state ? { status: state } : {})}
            aria-current={state === status ? 'true' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      {deliveries.data.length === 0 ? (
        <p>{status ? 'No event has that state.' : 'Nothing has been sent yet.'}</p>
      ) : (
        <Table
          name="Events"
          head={['Event', 'State', 'Answer', 'Attempts', 'Last attempt', 'Next try']}
          isCards
        >
          {deliveries.data.map((delivery) => (
            <tr {...ROLES.row}>
              <td {...ROLES.cell} data-head="Event">
                <a href={address(`${path}/${delivery.event}`, view)}>
                  {delivery.event_type || delivery.event}
                </a>
              </td>
              <td {...ROLES.cell} data-head="State">
                <DeliveryStateText of={delivery} />
              </td>
              <td {...ROLES.cell} data-head="Answer">
                {delivery.response_status ?? (delivery.failure ? 'none' : '')}
              </td>
              <td {...ROLES.cell} data-head="Attempts">
                {delivery.attempts}
              </td>
              <TimeCell name="Last attempt" at={delivery.last_attempt} />
              <TimeCell name="Next try" at={delivery.next_attempt} />
            </tr>
          ))}
        </Table>
      )}
      <nav aria-label="Pages" class="actions">
        <Pages view={view} page={path} list={deliveries} place={place} asked={status ? { status } : {}} />
      </nav>
    </>
  );
};

const TimeCell = ({ name, at }: { name: string; at: number | null }) => (
  <td {...ROLES.cell} data-head={name} class={at === null ? 'empty' : undefined}>
    {at !== null && <Time at={at} />}
  </td>
);

/** Says in a word how a delivery stands. */
export const DeliveryStateText = ({ of }: { of: WebhookDelivery }) => (
  <span class={of.status === 'failed' || (of.status === 'pending' && of.failure) ? 'bad' : ''}>
    {of.status === 'pending' && of.failure ? 'Failed, will be tried again' : DELIVERY_STATES[of.status]}
  </span>
);
