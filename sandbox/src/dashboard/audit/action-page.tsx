/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { address, Layout, Time, type View } from '../layout.js';
import { Fact } from '../parts.js';
import { PEOPLE } from '../people/people-page.js';
import { WITHOUT_PAGE } from '../people/roles.js';
import type { ActionRow } from './audit.js';
import { AUDIT } from './page.js';

/** Says what came of an action. */
export function outcomeOf(status: number): string {
  if (status < 400) return 'Done';
  return `${status < 500 ? 'Refused' : 'Failed'} (${status})`;
}

/** Returns the object that an action was about, with the address of its page. */
export function objectOf({
  connectedId,
  objectId,
  page,
}: ActionRow): { text: string; href: string } | undefined {
  if (page === null || objectId === null) return undefined;
  const view: View = { mode: 'test', ...(connectedId && { account: connectedId }) };
  return { text: objectId, href: address(`${page}/${objectId}`, view) };
}

/** Shows one entry of the audit log. */
export const ActionPage = ({ view, action }: { view: View; action: ActionRow }) => {
  const object = objectOf(action);
  return (
    <Layout title={action.action} view={view} page={AUDIT}>
      <dl class="facts">
        <Fact name="At">
          <Time at={action.createdAt} />
        </Fact>
        <Fact name="Who">
          <Who view={view} action={action} />
        </Fact>
        <Fact name="Email">{action.personEmail && <ForeignText text={action.personEmail} />}</Fact>
        <Fact name="From">{action.address && <code>{action.address}</code>}</Fact>
        <Fact name="Object">
          {object && (
            <a href={object.href}>
              <code>{object.text}</code>
            </a>
          )}
        </Fact>
        <Fact name="Connected account">{action.connectedId && <code>{action.connectedId}</code>}</Fact>
        <Fact name="Outcome">
          <span class={action.status >= 400 ? 'bad' : ''}>{outcomeOf(action.status)}</span>
        </Fact>
      </dl>
      <p>
        <a href={address(AUDIT, view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

/** Names the person, whose page may be gone, and leads to it. */
const Who = ({ view, action: { personId, personName } }: { view: View; action: ActionRow }) => {
  const name = <ForeignText text={personName} />;
  const hasPage = personId !== null && !WITHOUT_PAGE.includes(personId);
  return hasPage ? <a href={address(`${PEOPLE}/${personId}`, view)}>{name}</a> : name;
};
