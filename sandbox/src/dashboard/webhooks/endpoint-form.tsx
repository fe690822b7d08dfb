/** @jsxImportSource hono/jsx */
import { type Params, textIn } from '../../kernel/http/form.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { address, Failure, Layout, type View } from '../layout.js';
import { type EventGroup, OTHER_EVENTS, SENT_EVENTS } from './event-groups.js';
import { WEBHOOKS } from './read.js';

/** The values of an endpoint's form. */
export interface EndpointFields {
  url: string;
  description: string;
  /** Types of event, or `*` for all of them. */
  enabled_events: readonly string[];
}

interface EndpointFormProps {
  view: View;
  fields: EndpointFields;
  /** The endpoint that is changed; without it, a new one is created. */
  id?: string;
  error?: string | undefined;
}

/** The form for a new endpoint, or for what may change of one. */
export const EndpointForm = ({ view, fields, id, error }: EndpointFormProps) => {
  const hasAll = fields.enabled_events.includes('*');
  return (
    <Layout title={id ? 'Edit the endpoint' : 'New endpoint'} view={view} page={WEBHOOKS}>
      {error && <Failure message={error} />}
      <form method="post" action={address(id ? `${WEBHOOKS}/${id}/edit` : `${WEBHOOKS}/new`, view)}>
        <p>
          <label for="url">Address to send events to</label>
          <input
            id="url"
            name="url"
            type="text"
            inputmode="url"
            required
            maxlength={2000}
            value={fields.url}
          />
          <span class="quiet">Such as https://shop.example/webhook, or http://localhost:3000/webhook.</span>
        </p>
        <p>
          <label for="description">Description</label>
          <input
            id="description"
            name="description"
            type="text"
            dir="auto"
            maxlength={500}
            value={fields.description}
          />
        </p>
        <fieldset class="events">
          <legend>Events</legend>
          <p>
            <label class="option">
              <input type="radio" name="events" value="all" class="all" checked={hasAll} /> All of them
            </label>
            <label class="option">
              <input type="radio" name="events" value="chosen" checked={!hasAll} /> Only those that are chosen
            </label>
          </p>
          {SENT_EVENTS.map((group) => (
            <Group group={group} chosen={fields.enabled_events} />
          ))}
          <details>
            <summary>Events that the sandbox never sends</summary>
            {OTHER_EVENTS.map((group) => (
              <Group group={group} chosen={fields.enabled_events} />
            ))}
          </details>
        </fieldset>
        <p class="actions">
          <button type="submit">{id ? 'Save' : 'Create endpoint'}</button>
          <a href={address(id ? `${WEBHOOKS}/${id}` : WEBHOOKS, view)}>Go back without changes</a>
        </p>
      </form>
    </Layout>
  );
};

/** The types of a group, folded where none is chosen. */
const Group = ({ group: { name, types }, chosen }: { group: EventGroup; chosen: readonly string[] }) => {
  const isChosen = (type: string) => chosen.includes(type);
  const hasEach = types.every(isChosen);
  return (
    <details open={types.some(isChosen)}>
      <summary>
        {name} <span class="quiet">({types.length})</span>
      </summary>
      <label class="option">
        <input type="checkbox" name={groupField(name)} class="each" checked={hasEach} /> Every event of {name}
      </label>
      <ul class="plain">
        {types.map((type) => (
          <li>
            <label class="option">
              <input type="checkbox" name={eventField(type)} checked={isChosen(type) && !hasEach} />{' '}
              <code>
                <ForeignText text={type} />
              </code>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
};

const groupField = (name: string) => `group ${name}`;
const eventField = (type: string) => `event ${type}`;

/** Reads what was typed and chosen in the form. */
export function readEndpointFields(form: Params): EndpointFields {
  const [url, description] = [textIn(form, 'url').trim(), textIn(form, 'description').trim()];
  const chosen = [...SENT_EVENTS, ...OTHER_EVENTS].flatMap(({ name, types }) =>
    groupField(name) in form ? types : types.filter((type) => eventField(type) in form),
  );
  return {
    url,
    description,
    enabled_events: textIn(form, 'events') === 'all' ? ['*'] : [...new Set(chosen)],
  };
}
