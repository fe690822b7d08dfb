/** @jsxImportSource hono/jsx */
import { forbidden, invalidRequest } from '../../kernel/errors.js';
import { readForm, textIn } from '../../kernel/http/form.js';
import { type App, type Ctx, type Dashboard, readKept, viewOf } from '../dashboard.js';
import { address } from '../layout.js';
import { notFound } from '../not-found.js';
import type { Listed } from './people.js';
import {
  InvitedPage,
  mayChange,
  PEOPLE,
  PeoplePage,
  type PersonFields,
  PersonPage,
  roleIn,
} from './people-page.js';
import type { Role } from './roles.js';

/** Serves the people who may sign in: their list, the form that invites one, and what an admin can do with one. */
export function servePeople(app: App, { people, sessions, twoFactor }: Dashboard): void {
  const isOpen = sessions !== undefined;

  app.get(`/${PEOPLE}`, async (c) => c.html(<PeoplePage {...(await shown(c))} />));

  app.post(`/${PEOPLE}/require-two-factor`, async (c) => {
    await twoFactor.require(textIn(await readForm(c.req.raw), 'required') === 'true');
    return c.redirect(address(PEOPLE, viewOf(c)), 303);
  });

  app.post(`/${PEOPLE}`, async (c) => {
    const form = await readKept(c);
    const fields = {
      name: textIn(form, 'name').trim(),
      email: textIn(form, 'email').trim(),
      role: textIn(form, 'role'),
    };
    const now = new Date();
    const role = roleIn(fields.role);
    const error = isOpen
      ? wrongIn(fields)
      : 'Set PAYFRAME_DASHBOARD_PASSWORD first: without it, no one can sign in.';
    const person = error === undefined && role ? await people.add({ ...fields, role }, now) : undefined;
    if (person) {
      c.set('createdId', person.id);
      return invited(c, person);
    }
    const problem = error ?? 'Someone already has this email.';
    return c.html(<PeoplePage {...(await shown(c))} fields={fields} error={problem} />, 400);
  });

  app.get(`/${PEOPLE}/:id`, async (c) => {
    const person = await people.find(c.req.param('id'));
    return person ? c.html(<PersonPage view={viewOf(c)} person={person} now={new Date()} />) : notFound(c);
  });

  app.post(`/${PEOPLE}/:id`, (c) =>
    withPerson(c, async ({ id }) => {
      await people.changeRole(id, requireRole(textIn(await readForm(c.req.raw), 'role')));
      return c.redirect(address(`${PEOPLE}/${id}`, viewOf(c)), 303);
    }),
  );

  app.post(`/${PEOPLE}/:id/invite`, (c) => withPerson(c, (person) => invited(c, person)));

  app.post(`/${PEOPLE}/:id/reset-two-factor`, (c) =>
    withPerson(c, async ({ id }) => {
      await twoFactor.switchOff(id);
      await sessions?.closeAll(id);
      return c.redirect(address(`${PEOPLE}/${id}`, viewOf(c)), 303);
    }),
  );

  app.post(`/${PEOPLE}/:id/remove`, (c) =>
    withPerson(c, async ({ id }) => {
      await people.remove(id);
      return c.redirect(address(PEOPLE, viewOf(c)), 303);
    }),
  );

  const shown = async (c: Ctx) => ({
    view: viewOf(c),
    people: await people.list(),
    isOpen,
    isRequired: await twoFactor.isRequired(),
    now: new Date(),
  });

  async function invited(c: Ctx, person: { id: string; name: string }): Promise<Response> {
    const secret = await people.invite(person.id, new Date());
    const link = `${c.req.header('origin')}/dashboard/join/${secret}`;
    return c.html(<InvitedPage view={viewOf(c)} person={person} link={link} />);
  }

  async function withPerson(c: Ctx, run: (person: Listed) => Promise<Response>): Promise<Response> {
    const person = await people.find(c.req.param('id') ?? '');
    if (!person) return notFound(c);
    if (!mayChange(viewOf(c), person.id)) throw forbidden('You can’t change the owner or yourself.');
    return run(person);
  }
}

function wrongIn({ name, email, role }: PersonFields): string | undefined {
  if (!name || name.length > 100) return 'Enter a name of at most 100 characters.';
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254)
    return 'Enter an email, such as ada@shop.example.';
  return roleIn(role) ? undefined : 'Choose a role.';
}

/** @throws ApiError 400 for a text that is no role. */
function requireRole(text: string): Role {
  const role = roleIn(text);
  if (!role) throw invalidRequest('Choose a role: view, support or admin.', { param: 'role' });
  return role;
}
