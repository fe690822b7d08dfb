/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type Stripe from 'stripe';
import { ForeignText, Json } from '../kernel/pages/foreign-text.js';
import { Time, type View } from './layout.js';
import { withoutSecrets } from './lists/objects-page.js';
import { type State, storyOf } from './payments/words.js';
import { Reference } from './references.js';

export const Said = ({ bad, text }: State) => (
  <span class={bad ? 'bad' : ''}>
    <ForeignText text={text} />
  </span>
);

export const Fact = ({ name, children }: { name: string; children?: Child }) =>
  children ? (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  ) : null;

/** Shows texts that somebody else wrote, such as metadata, with their names. */
export const NamedTexts = ({ of }: { of: Record<string, string> }) => (
  <>
    {Object.entries(of).map(([name, value]) => (
      <div>
        <dt>
          <ForeignText text={name} />
        </dt>
        <dd>
          <ForeignText text={value} />
        </dd>
      </div>
    ))}
  </>
);

/** Shows what happened to objects, the oldest first, each with its event and the request that caused it. */
export const Timeline = ({ events, view }: { events: readonly Stripe.Event[]; view: View }) => (
  <ol class="timeline">
    {events.map((event) => (
      <li>
        <Time at={event.created} /> <Said {...storyOf(event)} />
        <span class="small">
          <Reference id={event.id} view={view} />
          {event.request?.id ? (
            <>
              {' by '}
              <Reference id={event.request.id} view={view} />
            </>
          ) : (
            ' by the platform'
          )}
        </span>
      </li>
    ))}
  </ol>
);

/** Shows an object as the API does, folded. */
export const Raw = ({ title, object }: { title: string; object: object }) => (
  <details>
    <summary>
      <h2>{title}</h2>
    </summary>
    <JsonText object={object} />
  </details>
);

/** Shows an object as JSON. */
export const JsonText = ({ object }: { object: object }) => (
  <pre>
    <Json value={JSON.stringify(object, withoutSecrets, 2)} />
  </pre>
);
