/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { type Params, readForm, textIn } from '../../kernel/http/form.js';
import { type App, type Dashboard, objectsView, whyRefused } from '../dashboard.js';
import { address, type View } from '../layout.js';
import type { Check, Objects } from '../objects.js';
import { ActionPage } from './action-page.js';
import { ACTIONS, type Action } from './actions.js';
import { PaymentPage } from './payment-page.js';
import { PAYMENTS, type Payment, readPayment } from './read.js';

/** Serves the page of a payment, and the forms by which a person refunds, captures or cancels it. */
export function servePayments(app: App, dashboard: Dashboard): void {
  const { objects } = dashboard;
  app.get(`/${PAYMENTS}/:id`, async (c) => {
    const view = await objectsView(c, dashboard);
    return c.html(<PaymentPage view={view} payment={await readPayment(objects, view, c.req.param('id'))} />);
  });

  for (const action of ACTIONS) {
    const path = `/${PAYMENTS}/:id/${action.name}` as const;
    app.get(path, async (c) => {
      const view = await objectsView(c, dashboard);
      const payment = await readPayment(objects, view, c.req.param('id') ?? '');
      return c.html(<ActionPage view={view} action={action} payment={payment} />);
    });

    app.post(path, async (c) => {
      const view = await objectsView(c, dashboard);
      const payment = await readPayment(objects, view, c.req.param('id') ?? '');
      const form = await readForm(c.req.raw);
      try {
        await act(objects, view, { action, form, payment, origin: c.req.header('origin') ?? '' });
      } catch (error) {
        const typed = textIn(form, 'amount') || undefined;
        const page = { view, action, payment, error: whyRefused(error), ...(typed && { typed }) };
        return c.html(<ActionPage {...page} />, 400);
      }
      return c.redirect(address(`${PAYMENTS}/${payment.intent.id}`, view), 303);
    });
  }
}

interface Asked {
  action: Action;
  payment: Payment;
  form: Params;
  origin: string;
}

/** @throws ApiError 400 for what can't be done any more, or for an amount that is none */
async function act(objects: Objects, view: View, { action, form, origin, payment }: Asked): Promise<void> {
  if (!action.isPossible(payment)) {
    throw invalidRequest(
      'That is no longer possible: the payment has changed in the meantime. Look at it again.',
    );
  }
  const { id, params, path } = action.request(payment, form);
  const check = action.name === 'refund' ? onlyRefund(Number(textIn(form, 'refunded'))) : undefined;
  await objects.post(path, id, params, { check, origin, view });
}

/** Checks that a refund is the only one since the form was shown, so that a button that is pressed twice refunds once. */
const onlyRefund =
  (before: number): Check =>
  async (made, retrieve) => {
    const { amount, charge: id } = made as Stripe.Refund;
    const charge = (await retrieve('/v1/charges', String(id))) as Stripe.Charge;
    if (charge.amount_refunded === before + amount) return;
    throw invalidRequest(
      'This payment was refunded in the meantime. Look at it again before you refund more.',
    );
  };
