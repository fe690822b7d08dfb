/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { type Params, textIn } from '../../kernel/http/form.js';
import { redact } from '../../kernel/redact.js';
import { address, Failure, Layout, type View } from '../layout.js';
import { CUSTOMERS } from './read.js';

/** What a person can change of a customer, with the longest text that the API takes. */
const FIELDS = [
  { name: 'name', label: 'Name', maxlength: 256 },
  { name: 'email', label: 'Email', maxlength: 512 },
  { name: 'phone', label: 'Phone', maxlength: 20 },
  { name: 'description', label: 'Description', maxlength: 5000 },
] as const;

/** Returns what a form says of a customer. */
export const changesIn = (form: Params): Record<string, string> =>
  Object.fromEntries(FIELDS.map(({ name }) => [name, textIn(form, name).trim()]));

interface EditPageProps {
  view: View;
  customer: Stripe.Customer;
  /** What was typed before, where that was refused. */
  typed?: Record<string, string>;
  error?: string;
}

/** Changes who a customer is. */
export const EditPage = ({ customer, error, typed, view }: EditPageProps) => {
  const path = `${CUSTOMERS}/${customer.id}`;
  return (
    <Layout title="Edit the customer" view={view} page={CUSTOMERS}>
      {error && <Failure message={error} />}
      <p>
        <code>{customer.id}</code>
      </p>
      <form method="post" action={address(`${path}/edit`, view)}>
        {FIELDS.map(({ label, maxlength, name }) => (
          <p>
            <label for={name}>{label}</label>
            <input
              id={name}
              name={name}
              type="text"
              autocomplete="off"
              maxlength={maxlength}
              value={redact(typed?.[name] ?? customer[name] ?? '')}
            />
          </p>
        ))}
        <p class="actions">
          <button type="submit">Save the customer</button>
          <a href={address(path, view)}>Go back without changes</a>
        </p>
      </form>
    </Layout>
  );
};
