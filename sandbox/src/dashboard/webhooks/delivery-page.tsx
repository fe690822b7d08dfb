/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { WebhookAttempt } from '../../resources/webhook-deliveries/index.js';
import { address, Layout, Time, type View } from '../layout.js';
import { Fact, JsonText } from '../parts.js';
import { may } from '../people/roles.js';
import { DeliveryStateText } from './endpoint-page.js';
import { eventView, type Sent, WEBHOOKS } from './read.js';

interface DeliveryPageProps extends Sent {
  view: View;
}

/** Shows how an event was sent to an endpoint: each attempt with what was sent and what was answered. */
export const DeliveryPage = ({ view, endpoint, delivery, event, attempts }: DeliveryPageProps) => {
  const path = `${WEBHOOKS}/${endpoint.id}`;
  return (
    <Layout title={event.type} view={view} page={WEBHOOKS}>
      <p>
        <DeliveryStateText of={delivery} /> · to{' '}
        <a href={address(path, view)}>
          <ForeignText text={endpoint.url} />
        </a>
      </p>
      {endpoint.status === 'enabled' && may(view, 'admin') && (
        <form method="post" action={address(`${path}/${event.id}/resend`, view)}>
          <button type="submit">Resend</button>
        </form>
      )}
      <dl class="facts">
        <Fact name="Event">
          <a href={address(`events/${event.id}`, eventView(view, delivery))}>
            <code>{event.id}</code>
          </a>
        </Fact>
        <Fact name="Happened">
          <Time at={event.created} />
        </Fact>
        <Fact name="Next try">{delivery.next_attempt && <Time at={delivery.next_attempt} />}</Fact>
        <Fact name="Why it failed">
          {delivery.status !== 'delivered' && delivery.failure && <ForeignText text={delivery.failure} />}
        </Fact>
      </dl>
      <h2>Attempts</h2>
      {attempts.length === 0 ? (
        <p>{delivery.status === 'pending' ? 'It is waiting to be sent.' : 'It was never sent.'}</p>
      ) : (
        attempts.map(({ attempt, body }) => <Attempt attempt={attempt} body={body} />)
      )}
    </Layout>
  );
};

const Attempt = ({ attempt, body }: { attempt: WebhookAttempt; body: object }) => (
  <section>
    <h3>
      <Time at={attempt.created} />
    </h3>
    <dl class="facts">
      <Fact name="Answer">
        <span class={attempt.delivered ? '' : 'bad'}>{attempt.response_status ?? attempt.failure}</span>
      </Fact>
      <Fact name="Took">{attempt.duration} ms</Fact>
    </dl>
    {attempt.response !== null && (
      <details>
        <summary>Beginning of the answer</summary>
        {attempt.response === '' ? <p>It is empty.</p> : <Lines text={attempt.response} />}
      </details>
    )}
    <details>
      <summary>What was sent</summary>
      <JsonText object={body} />
    </details>
  </section>
);

const Lines = ({ text }: { text: string }) => (
  <pre>
    {text.split(/\r?\n/).map((line) => (
      <>
        <ForeignText text={line} />
        {'\n'}
      </>
    ))}
  </pre>
);
