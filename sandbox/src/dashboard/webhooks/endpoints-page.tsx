/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { List } from '../../kernel/store/list.js';
import type { AttemptCount } from '../../resources/webhook-deliveries/index.js';
import { address, Layout, ROLES, Table, Time, type View } from '../layout.js';
import { may } from '../people/roles.js';
import { WEBHOOKS } from './read.js';

interface EndpointsPageProps {
  view: View;
  list: List<Stripe.WebhookEndpoint>;
  /** The attempts of the last days, by endpoint. */
  counts: readonly AttemptCount[];
}

/** Shows the endpoints, with how many of the attempts to reach each have failed. */
export const EndpointsPage = ({ view, list, counts }: EndpointsPageProps) => (
  <Layout title="Webhooks" view={view} page={WEBHOOKS}>
    {may(view, 'admin') && (
      <p>
        <a class="button" href={address(`${WEBHOOKS}/new`, view)}>
          New endpoint
        </a>
      </p>
    )}
    {list.data.length === 0 ? (
      <p>
        No endpoint receives events yet. Create one here, or run{' '}
        <code>npx payframe-sandbox listen --forward-to localhost:3000/webhook</code> while you develop.
      </p>
    ) : (
      <Table name="Endpoints" head={['Endpoint', 'State', 'Events', 'Failed in 7 days', 'Created']} isCards>
        {list.data.map((endpoint) => (
          <tr {...ROLES.row}>
            <td {...ROLES.cell} data-head="Endpoint">
              <a href={address(`${WEBHOOKS}/${endpoint.id}`, view)}>
                <ForeignText text={endpoint.url} />
              </a>
            </td>
            <td {...ROLES.cell} data-head="State">
              <span class={endpoint.status === 'enabled' ? '' : 'bad'}>{endpoint.status}</span>
            </td>
            <td {...ROLES.cell} data-head="Events">
              {eventsOf(endpoint)}
            </td>
            <td {...ROLES.cell} data-head="Failed in 7 days">
              <Failures of={counts.find(({ endpointId }) => endpointId === endpoint.id)} />
            </td>
            <td {...ROLES.cell} data-head="Created">
              <Time at={endpoint.created} />
            </td>
          </tr>
        ))}
      </Table>
    )}
    {list.has_more && (
      <nav aria-label="Pages" class="actions">
        <a href={address(WEBHOOKS, view, { after: list.data.at(-1)?.id ?? '' })}>Older</a>
      </nav>
    )}
  </Layout>
);

/** Says what an endpoint listens to. */
export const eventsOf = ({ enabled_events: types }: Stripe.WebhookEndpoint): string => {
  if (types.includes('*')) return 'all';
  return types.length === 1 ? (types[0] ?? '') : `${types.length} types`;
};

/** Says how many of the attempts failed. */
export const Failures = ({ of }: { of: AttemptCount | undefined }) => {
  if (!of) return <>nothing was sent</>;
  const { attempts, failed } = of;
  const share = ((100 * failed) / attempts).toFixed(1).replace(/\.0$/, '');
  return (
    <span class={failed > 0 ? 'bad' : ''}>
      {failed} of {attempts} ({share} %)
    </span>
  );
};
