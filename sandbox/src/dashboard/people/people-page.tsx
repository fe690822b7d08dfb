/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { address, Failure, Layout, Notice, ROLES, Table, Time, type View } from '../layout.js';
import type { Listed } from './people.js';
import { may, OWNER_ID, ROLE_NAMES, ROLE_WORDS, type Role } from './roles.js';

/** The page of the people. */
export const PEOPLE = 'people';

/** What an admin types to invite a person. */
export interface PersonFields {
  name: string;
  email: string;
  role: string;
}

interface PeoplePageProps {
  view: View;
  people: Listed[];
  /** Whether anyone can sign in: a password is set. */
  isOpen: boolean;
  /** Whether everyone needs two-factor. */
  isRequired: boolean;
  now: Date;
  fields?: PersonFields;
  error?: string;
}

/** Shows who may sign in. An admin invites others. */
export const PeoplePage = ({ view, people, isOpen, isRequired, now, fields, error }: PeoplePageProps) => (
  <Layout title="People" view={view} page={PEOPLE}>
    {error && <Failure message={error} />}
    {isOpen ? null : (
      <p>
        No one can sign in: without <code>PAYFRAME_DASHBOARD_PASSWORD</code>, the dashboard is for whoever is
        at this machine. Set it to invite people.
      </p>
    )}
    {people.length > 0 && (
      <Table name="People" head={['Name', 'Email', 'Role', 'State', 'Since']} isCards>
        {people.map((person) => (
          <Row person={person} view={view} now={now} />
        ))}
      </Table>
    )}
    {isOpen && may(view, 'admin') && <Requirement view={view} isRequired={isRequired} />}
    {isOpen && may(view, 'admin') && <Invite view={view} {...(fields && { fields })} />}
  </Layout>
);

const Row = ({ person, view, now }: { person: Listed; view: View; now: Date }) => (
  <tr {...ROLES.row}>
    <Cell head="Name">
      <a href={address(`${PEOPLE}/${person.id}`, view)}>
        <ForeignText text={person.name} />
      </a>
    </Cell>
    <Cell head="Email">
      <ForeignText text={person.email ?? '–'} />
    </Cell>
    <Cell head="Role">{person.role}</Cell>
    <Cell head="State">{stateOf(person, now)}</Cell>
    <Cell head="Since">
      <Time at={person.createdAt} />
    </Cell>
  </tr>
);

const Cell = ({ head, children }: { head: string; children?: Child }) => (
  <td data-head={head} {...ROLES.cell}>
    {children}
  </td>
);

function stateOf({ hasJoined, hasTwoFactor, inviteEndsAt }: Listed, now: Date): string {
  if (hasJoined) return hasTwoFactor ? 'signs in with two-factor' : 'signs in';
  return inviteEndsAt && inviteEndsAt > now ? 'invited' : 'the link has expired';
}

/** Asks everyone for two-factor, or no more. */
const Requirement = ({ view, isRequired }: { view: View; isRequired: boolean }) => (
  <>
    <h2>Two-factor</h2>
    <p>
      {isRequired
        ? 'Everyone needs two-factor. People who have not set it up must do so before they can continue.'
        : 'Each person decides whether to sign in with a code from their phone.'}
    </p>
    <form method="post" action={address(`${PEOPLE}/require-two-factor`, view)}>
      <button type="submit" name="required" value={String(!isRequired)} class="quiet">
        {isRequired ? 'Let each person decide' : 'Require two-factor of everyone'}
      </button>
    </form>
  </>
);

const Invite = ({ view, fields }: { view: View; fields?: PersonFields }) => (
  <>
    <h2>Invite a person</h2>
    <p>
      You get a link to send them. It works once, within a day, and lets them choose their password. No mail
      is sent.
    </p>
    <form method="post" action={address(PEOPLE, view)}>
      <p>
        <label for="name">Name</label>
        <input
          id="name"
          name="name"
          type="text"
          maxlength={100}
          autocomplete="off"
          required
          value={fields?.name}
        />
      </p>
      <p>
        <label for="email">Email</label>
        <input
          id="email"
          name="email"
          type="text"
          inputmode="email"
          maxlength={254}
          autocomplete="off"
          required
          value={fields?.email}
        />
      </p>
      <RoleChoice chosen={fields?.role ?? 'view'} />
      <button type="submit">Create the link</button>
    </form>
  </>
);

const RoleChoice = ({ chosen }: { chosen: string }) => (
  <fieldset>
    <legend>Role</legend>
    {ROLE_NAMES.map((role) => (
      <label class="choice">
        <input type="radio" name="role" value={role} checked={role === chosen} /> {role}
        <span class="small">{ROLE_WORDS[role]}</span>
      </label>
    ))}
  </fieldset>
);

/** Shows the link by which a person chooses a password. It is shown only here. */
export const InvitedPage = ({
  view,
  person,
  link,
}: {
  view: View;
  person: { name: string };
  link: string;
}) => (
  <Layout title="The link is ready" view={view} page={PEOPLE}>
    <Notice>
      <p>
        Pass it on to <ForeignText text={person.name} />, and to nobody else. It works once, within a day, and
        is not shown again.
      </p>
      <p>
        <label for="link">Link to copy</label>
        <output id="link" class="copied">
          {link}
        </output>
      </p>
    </Notice>
    <p>
      <a href={address(PEOPLE, view)}>Back to the list</a>
    </p>
  </Layout>
);

/** Shows a person, with what an admin can do. You can’t change the owner or yourself. */
export const PersonPage = ({ view, person, now }: { view: View; person: Listed; now: Date }) => {
  const path = `${PEOPLE}/${person.id}`;
  return (
    <Layout title={person.name} view={view} page={PEOPLE}>
      <dl class="facts">
        <div>
          <dt>Email</dt>
          <dd>
            <ForeignText text={person.email ?? 'none: signs in with the operator’s password'} />
          </dd>
        </div>
        <div>
          <dt>Role</dt>
          <dd>
            {person.role}: {ROLE_WORDS[person.role]}
          </dd>
        </div>
        <div>
          <dt>State</dt>
          <dd>{stateOf(person, now)}</dd>
        </div>
      </dl>
      {mayChange(view, person.id) && (
        <>
          <form method="post" action={address(path, view)}>
            <RoleChoice chosen={person.role} />
            <button type="submit">Save</button>
          </form>
          <h2>New link</h2>
          <p>For a person who has lost their link or their password. Earlier links no longer work.</p>
          <form method="post" action={address(`${path}/invite`, view)}>
            <button type="submit" class="quiet">
              Create a new link
            </button>
          </form>
          {person.hasTwoFactor && (
            <>
              <h2>Two-factor</h2>
              <p>For a person who has lost their phone and their recovery codes. They are signed out.</p>
              <form method="post" action={address(`${path}/reset-two-factor`, view)}>
                <button type="submit" class="danger">
                  Reset two-factor
                </button>
              </form>
            </>
          )}
          <h2>Remove</h2>
          <p>They are signed out at once, and can no longer sign in.</p>
          <form method="post" action={address(`${path}/remove`, view)}>
            <button type="submit" class="danger">
              Remove the person
            </button>
          </form>
        </>
      )}
      <p>
        <a href={address(PEOPLE, view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

/** Tells whether the reader of a page may change a person. */
export const mayChange = (view: View, id: string): boolean =>
  may(view, 'admin') && id !== OWNER_ID && id !== view.reader?.id;

export const roleIn = (text: string): Role | undefined => ROLE_NAMES.find((role) => role === text);
