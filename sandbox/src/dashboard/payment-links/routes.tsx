/** @jsxImportSource hono/jsx */
import { readForm, textIn } from '../../kernel/http/form.js';
import {
  type App,
  type Ctx,
  type Dashboard,
  objectsView,
  readKept,
  viewOf,
  whyRefused,
} from '../dashboard.js';
import { address, type View } from '../layout.js';
import {
  LINKS,
  LinkPage,
  linkFieldsIn,
  linkParams,
  NewLinkPage,
  type PaymentLink,
} from './payment-link-page.js';

/** Serves the page of a payment link, the form for a new one, and the switch that ends one. */
export function servePaymentLinks(app: App, dashboard: Dashboard): void {
  const { objects } = dashboard;

  app.get(`/${LINKS}/new`, (c) => c.html(<NewLinkPage view={testView(c)} />));

  app.post(`/${LINKS}/new`, async (c) => {
    const fields = linkFieldsIn(await readKept(c));
    try {
      const origin = c.req.header('origin') ?? '';
      const link = (await objects.post('/v1/payment_links', '', linkParams(fields), {
        origin,
      })) as PaymentLink;
      c.set('createdId', link.id);
      return c.redirect(address(`${LINKS}/${link.id}`, { mode: 'test' }), 303);
    } catch (error) {
      return c.html(<NewLinkPage view={testView(c)} fields={fields} error={whyRefused(error)} />, 400);
    }
  });

  app.get(`/${LINKS}/:id`, async (c) => {
    const view = await objectsView(c, dashboard);
    const link = (await objects.retrieve('/v1/payment_links', c.req.param('id'), view)) as PaymentLink;
    return c.html(<LinkPage view={view} link={link} />);
  });

  app.post(`/${LINKS}/:id/active`, async (c) => {
    const active = textIn(await readForm(c.req.raw), 'active');
    await objects.post('/v1/payment_links/:id', c.req.param('id'), { active });
    return c.redirect(address(`${LINKS}/${c.req.param('id')}`, { mode: 'test' }), 303);
  });
}

/** Links are created in test mode, whatever mode is looked at. */
const testView = (c: Ctx): View => ({ ...viewOf(c), mode: 'test' });
