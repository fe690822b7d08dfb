/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { type Params, textIn } from '../../kernel/http/form.js';
import { Json } from '../../kernel/pages/foreign-text.js';
import { address, Failure, Layout, type View } from '../layout.js';
import { may } from '../people/roles.js';
import { smallestUnits } from '../typed-amount.js';

/** The page of the Payment Links. */
export const LINKS = 'payment-links';

const INTERVALS = { '': 'Once', month: 'Every month', year: 'Every year' };

export type PaymentLink = Stripe.PaymentLink;

/** What a person types to create a link. */
const FIELDS = ['name', 'amount', 'currency', 'interval', 'limit', 'redirect', 'adjustable'] as const;

export type LinkFields = Record<(typeof FIELDS)[number], string>;

/** Returns what a form says of a new link. */
export const linkFieldsIn = (form: Params): LinkFields =>
  Object.fromEntries(FIELDS.map((name) => [name, textIn(form, name).trim()])) as LinkFields;

/**
 * Returns the parameters of a new link.
 *
 * @throws ApiError 400 for an amount that is none.
 */
export function linkParams({ adjustable, interval, limit, redirect, name, ...price }: LinkFields): Params {
  const currency = price.currency.toLowerCase();
  return {
    line_items: [
      {
        price_data: {
          currency,
          product_data: { name },
          unit_amount: smallestUnits(price.amount, currency),
          ...(interval && { recurring: { interval } }),
        },
        quantity: '1',
        ...(adjustable && { adjustable_quantity: { enabled: 'true', minimum: '1' } }),
      },
    ],
    ...(limit && { restrictions: { completed_sessions: { limit } } }),
    ...(redirect && { after_completion: { type: 'redirect', redirect: { url: redirect } } }),
  };
}

/** Leads to the form for a new link. In live mode, links are the upstream's. */
export const NewLink = ({ view }: { view: View }) =>
  view.mode === 'live' || view.account !== undefined || !may(view, 'admin') ? null : (
    <p>
      <a href={address(`${LINKS}/new`, view)}>New payment link</a>
    </p>
  );

interface NewLinkProps {
  view: View;
  fields?: LinkFields;
  error?: string;
}

/** Creates a link that sells one thing. */
export const NewLinkPage = ({ view, fields, error }: NewLinkProps) => (
  <Layout title="New payment link" view={view} page={LINKS}>
    {error && <Failure message={error} />}
    <p>Anyone who opens the link can buy this.</p>
    <form method="post" action={address(`${LINKS}/new`, view)}>
      <TextField name="name" label="What is sold" value={fields?.name} required />
      <TextField name="amount" label="Price of one" value={fields?.amount} inputmode="decimal" required />
      <TextField name="currency" label="Currency, such as EUR" value={fields?.currency ?? 'EUR'} required />
      <p>
        <label for="interval">It is paid</label>
        <select id="interval" name="interval">
          {Object.entries(INTERVALS).map(([value, label]) => (
            <option value={value} selected={value === fields?.interval}>
              {label}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label>
          <input type="checkbox" name="adjustable" value="true" checked={Boolean(fields?.adjustable)} /> The
          customer chooses how many
        </label>
      </p>
      <TextField
        name="limit"
        label="Most purchases (empty for any number)"
        value={fields?.limit}
        inputmode="numeric"
      />
      <TextField
        name="redirect"
        label="Address after the purchase (empty for a page that says thank you)"
        value={fields?.redirect}
        inputmode="url"
      />
      <p>
        <button type="submit">Create the link</button>
      </p>
    </form>
  </Layout>
);

interface TextFieldProps {
  name: keyof LinkFields;
  label: string;
  value?: string | undefined;
  inputmode?: 'decimal' | 'numeric' | 'url';
  required?: boolean;
}

const TextField = ({ name, label, ...attributes }: TextFieldProps) => (
  <p>
    <label for={name}>{label}</label>
    <input id={name} name={name} type="text" autocomplete="off" {...attributes} />
  </p>
);

/** Shows a link with its address to copy, and switches it off and on again. */
export const LinkPage = ({ view, link }: { view: View; link: PaymentLink }) => (
  <Layout title="Payment link" view={view} page={LINKS}>
    <p>
      <label for="address">Address to copy</label>
      <output id="address" class="copied">
        {link.url}
      </output>
    </p>
    <p>
      <a href={link.url}>Open the link</a>
    </p>
    {view.mode === 'test' && view.account === undefined && may(view, 'admin') && (
      <form method="post" action={address(`${LINKS}/${link.id}/active`, view)}>
        <p>
          <button type="submit" name="active" value={String(!link.active)} class="quiet">
            {link.active ? 'Deactivate' : 'Activate'}
          </button>
        </p>
      </form>
    )}
    <pre>
      <Json value={JSON.stringify(link, null, 2)} />
    </pre>
    <p>
      <a href={address(LINKS, view)}>Back to the list</a>
    </p>
  </Layout>
);
