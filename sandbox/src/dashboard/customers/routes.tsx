/** @jsxImportSource hono/jsx */
import { missing } from '../../kernel/errors.js';
import { refuseAccountNumbers } from '../../kernel/http/account-numbers.js';
import { readForm } from '../../kernel/http/form.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { ConfirmPage } from '../confirm-page.js';
import { type App, type Ctx, type Dashboard, objectsView, whyRefused } from '../dashboard.js';
import { address } from '../layout.js';
import { CustomerPage, DeletedCustomerPage, nameOf } from './customer-page.js';
import { changesIn, EditPage } from './edit-page.js';
import { CUSTOMERS, readCustomer } from './read.js';

/** Serves the page of a customer, and the forms by which a person changes or deletes one, and detaches a payment method. */
export function serveCustomers(app: App, dashboard: Dashboard): void {
  const { objects } = dashboard;
  const path = `/${CUSTOMERS}/:id` as const;
  const back = (id: string) => `${CUSTOMERS}/${id}`;

  app.get(path, async (c) => {
    const { id, record, view } = await opened(c);
    return c.html(
      record ? <CustomerPage view={view} {...record} /> : <DeletedCustomerPage view={view} id={id} />,
    );
  });

  app.get(`${path}/edit`, async (c) => {
    const { customer, view } = await existing(c);
    return c.html(<EditPage view={view} customer={customer} />);
  });

  app.post(`${path}/edit`, async (c) => {
    const { customer, id, view } = await existing(c);
    const typed = changesIn(await readForm(c.req.raw));
    try {
      refuseAccountNumbers(typed);
      await objects.post('/v1/customers/:id', id, typed, { view });
    } catch (error) {
      const page = { customer, error: whyRefused(error), typed, view };
      return c.html(<EditPage {...page} />, 400);
    }
    return c.redirect(address(back(id), view), 303);
  });

  app.get(`${path}/delete`, async (c) => {
    const { customer, id, view } = await existing(c);
    return c.html(
      <ConfirmPage
        view={view}
        page={CUSTOMERS}
        back={back(id)}
        action={`${back(id)}/delete`}
        title="Delete the customer?"
        button="Delete the customer"
        isDanger
      >
        <p>
          <ForeignText text={customer.name ?? customer.email ?? ''} /> <code>{id}</code>. Their subscriptions
          are canceled at once, and their saved payment methods are detached. Their payments stay. This cannot
          be undone.
        </p>
      </ConfirmPage>,
    );
  });

  app.post(`${path}/delete`, async (c) => {
    const { id, record, view } = await opened(c);
    if (record) await objects.remove('/v1/customers/:id', id, { view });
    return c.redirect(address(back(id), view), 303);
  });

  app.get(`${path}/detach/:method`, async (c) => {
    const { id, methods, view } = await existing(c);
    const method = methods.data.find((one) => one.id === c.req.param('method'));
    if (!method) throw missing('payment_method', c.req.param('method'), 'id');
    return c.html(
      <ConfirmPage
        view={view}
        page={CUSTOMERS}
        back={back(id)}
        action={`${back(id)}/detach/${method.id}`}
        title={`Detach ${nameOf(method)}?`}
        button="Detach the payment method"
        isDanger
      >
        <p>
          <code>{method.id}</code>. The customer cannot pay with it any more, nor can their subscriptions. It
          cannot be attached again.
        </p>
      </ConfirmPage>,
    );
  });

  // A button that is pressed twice finds the method detached, which is what was wanted.
  app.post(`${path}/detach/:method`, async (c) => {
    const { id, methods, view } = await existing(c);
    const method = methods.data.find((one) => one.id === c.req.param('method'));
    if (method) await objects.post('/v1/payment_methods/:id/detach', method.id, {}, { view });
    return c.redirect(address(back(id), view), 303);
  });

  /** Reads the customer of a page, who may be deleted. */
  async function opened(c: Ctx) {
    const view = await objectsView(c, dashboard);
    const id = c.req.param('id') ?? '';
    return { id, record: await readCustomer(objects, view, id), view };
  }

  /** @throws ApiError 404 for a customer who was deleted. */
  async function existing(c: Ctx) {
    const { id, record, view } = await opened(c);
    if (!record) throw missing('customer', id, 'id');
    return { id, view, ...record };
  }
}
