/** @jsxImportSource hono/jsx */
import type { MiddlewareHandler } from 'hono';
import { type Ctx, type Env, viewOf } from '../dashboard.js';
import { Layout, Notice } from '../layout.js';
import { may, ROLE_NAMES, type Role } from './roles.js';

/** Lets only people with a role, or one with more rights, get to what is served after it. */
export const needs =
  (role: Role): MiddlewareHandler<Env> =>
  (c, next) =>
    may(viewOf(c), role) ? next() : Promise.resolve(refused(c, role));

const refused = (c: Ctx, role: Role) => {
  const view = viewOf(c);
  const roles = ROLE_NAMES.slice(ROLE_NAMES.indexOf(role)).join(' or ');
  return c.html(
    <Layout title="Not allowed" view={view}>
      <Notice bad>
        This needs the role {roles}, and yours is {view.reader?.role}. Nothing was changed. An admin can give
        you another role.
      </Notice>
      <p>
        <a href="/dashboard">Back to the dashboard</a>
      </p>
    </Layout>,
    403,
  );
};
