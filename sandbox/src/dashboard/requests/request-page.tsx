/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import type { KeyRow } from '../../api-keys/index.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { RequestRow } from '../../request-log/index.js';
import { Copyable } from '../copying/copyable.js';
import { wordsOf } from '../events/words.js';
import { address, Layout, Notice, Time, type View } from '../layout.js';
import { Fact, NamedTexts, Raw } from '../parts.js';
import { type AnsweredError, Explanation } from './explanation.js';

interface RequestPageProps {
  view: View;
  request: RequestRow;
  /** What it caused, in the order in which it happened. */
  events: Stripe.Event[];
  /** The key that it was made with, if it is still there. */
  apiKey: KeyRow | undefined;
}

/** Shows one request: what was asked for and answered, why it was refused, and what it caused. */
export const RequestPage = ({ view, request, events, apiKey }: RequestPageProps) => {
  const error = (request.error as { error?: AnsweredError } | null)?.error;
  const params = flatten(request.params);
  return (
    <Layout title={`${request.method} ${request.path}`} view={view} page="requests">
      <p>
        <span class={request.status >= 400 ? 'bad' : ''}>
          {request.status} {outcomeOf(request.status)}
        </span>
        {' · '}
        <Time at={request.createdAt} /> · {request.duration} ms
      </p>
      {error && <Refusal error={error} />}
      <h2>Summary</h2>
      <dl class="facts">
        <Fact name="Id">
          <Copyable name="id" text={request.id} />
        </Fact>
        <Fact name="Key">
          <KeyLink view={view} request={request} apiKey={apiKey} />
        </Fact>
        <Fact name="Connected account">
          {request.connectedId && (
            <a href={address(`accounts/${request.connectedId}`, view)}>
              <code>{request.connectedId}</code>
            </a>
          )}
        </Fact>
        <Fact name="Idempotency key">
          {request.idempotencyKey && (
            <code>
              <ForeignText text={request.idempotencyKey} />
            </code>
          )}
        </Fact>
      </dl>
      <h2>Parameters</h2>
      {Object.keys(params).length === 0 ? (
        <p>{request.livemode ? 'Bodies of live mode are not kept.' : 'It had none.'}</p>
      ) : (
        <dl class="facts">
          <NamedTexts of={params} />
        </dl>
      )}
      <h2>What it caused</h2>
      {events.length === 0 ? <p>No event.</p> : <Events view={view} events={events} />}
      <Raw title="The request as it is kept" object={request} />
      <p>
        <a href={address('requests', view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

function outcomeOf(status: number): string {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'OK';
}

const Refusal = ({ error }: { error: AnsweredError }) => (
  <>
    <Notice bad>
      <ForeignText text={error.message ?? error.code ?? error.type} />
    </Notice>
    <h2>Why it was refused</h2>
    <dl class="facts">
      <Fact name="Code">
        <code>
          <ForeignText text={error.code ?? error.type} />
        </code>
      </Fact>
      <Fact name="Reason of the decline">{error.decline_code && <code>{error.decline_code}</code>}</Fact>
      <Fact name="Parameter">
        {error.param && (
          <code>
            <ForeignText text={error.param} />
          </code>
        )}
      </Fact>
    </dl>
    <Explanation error={error} />
  </>
);

const KeyLink = ({ view, request, apiKey }: Pick<RequestPageProps, 'view' | 'request' | 'apiKey'>) => {
  const named = `${request.keyKind} …${request.keyLast4}`;
  if (!apiKey) return <>{named}</>;
  return (
    <a href={address(`keys/${apiKey.id}`, view)}>
      {named}
      {apiKey.note && (
        <>
          {' '}
          (<ForeignText text={apiKey.note} />)
        </>
      )}
    </a>
  );
};

const Events = ({ view, events }: Pick<RequestPageProps, 'view' | 'events'>) => (
  <ol class="timeline">
    {events.map((event) => (
      <li>
        <Time at={event.created} /> <ForeignText text={wordsOf(event)} />
        <span class="small">
          <a href={address(`events/${event.id}`, event.account ? { ...view, account: event.account } : view)}>
            <code>{event.type}</code>
          </a>
        </span>
      </li>
    ))}
  </ol>
);

/** Returns the parameters by their names as a form sends them: `card[exp_year]`. */
function flatten(value: unknown, name = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return { [name]: String(value) };
  const parts = Object.entries(value).map(([key, item]) => flatten(item, name ? `${name}[${key}]` : key));
  return Object.assign({}, ...parts);
}
