/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { SEARCH } from '../../kernel/listing.js';
import { ForeignText, withVisibleControls } from '../../kernel/pages/foreign-text.js';
import type { List } from '../../kernel/store/list.js';
import { registry } from '../../resources/registry.js';
import { address, Layout, Notice, Time, type View } from '../layout.js';
import { Items } from '../lists/objects-page.js';
import { Fact, NamedTexts, Raw } from '../parts.js';
import { detailsOf } from '../payments/read.js';
import { methodName } from '../payments/words.js';
import { may } from '../people/roles.js';
import { Reference } from '../references.js';
import { CUSTOMERS, type CustomerRecord } from './read.js';

interface CustomerPageProps extends CustomerRecord {
  view: View;
}

/** Shows a customer to a person who supports them: who it is, what they pay with, and what they have paid. */
export const CustomerPage = ({ view, customer, methods, ...owned }: CustomerPageProps) => (
  <Layout
    title={withVisibleControls(customer.name ?? customer.email ?? 'Customer')}
    view={view}
    page={CUSTOMERS}
  >
    <p>
      <code>{customer.id}</code> · <Time at={customer.created} />
    </p>
    <Actions customer={customer} view={view} />
    <h2>Summary</h2>
    <dl class="facts">
      <Fact name="Name">{customer.name && <ForeignText text={customer.name} />}</Fact>
      <Fact name="Email">{customer.email && <ForeignText text={customer.email} />}</Fact>
      <Fact name="Phone">{customer.phone && <ForeignText text={customer.phone} />}</Fact>
      <Fact name="Description">{customer.description && <ForeignText text={customer.description} />}</Fact>
      <Fact name="Address">{customer.address && <Address of={customer.address} />}</Fact>
      <Fact name="Pays with">{defaultOf(customer, methods.data)}</Fact>
      <Fact name="Balance">{balanceOf(customer)}</Fact>
      <Fact name="Test clock">
        {customer.test_clock && <Reference id={String(customer.test_clock)} view={view} />}
      </Fact>
      <NamedTexts of={customer.metadata} />
    </dl>
    <h2>Saved payment methods</h2>
    <Methods customer={customer} methods={methods.data} view={view} />
    <Newest path="/v1/payment_intents" list={owned.payments} customer={customer} view={view} />
    <Newest path="/v1/subscriptions" list={owned.subscriptions} customer={customer} view={view} />
    <Newest path="/v1/invoices" list={owned.invoices} customer={customer} view={view} />
    <Raw title="The customer as the API shows them" object={customer} />
    <p>
      <a href={address(CUSTOMERS, view)}>Back to the list</a>
    </p>
  </Layout>
);

/** Shows what is left of a customer. */
export const DeletedCustomerPage = ({ id, view }: { id: string; view: View }) => (
  <Layout title={id} view={view} page={CUSTOMERS}>
    <Notice>This customer was deleted.</Notice>
    <p>
      <a href={address('payments', view, { [SEARCH]: id })}>Their payments</a>
    </p>
  </Layout>
);

/** Leads to the forms of what can be done with a customer. In live mode, customers are the upstream's. */
const Actions = ({ customer, view }: { customer: Stripe.Customer; view: View }) =>
  view.mode === 'live' || !may(view, 'support') ? null : (
    <p class="actions">
      <a class="button" href={address(`${CUSTOMERS}/${customer.id}/edit`, view)}>
        Edit
      </a>
      <a class="button" href={address(`${CUSTOMERS}/${customer.id}/delete`, view)}>
        Delete
      </a>
    </p>
  );

const Address = ({ of }: { of: Stripe.Address }) => (
  <ForeignText
    text={[of.line1, of.line2, [of.postal_code, of.city].filter(Boolean).join(' '), of.state, of.country]
      .filter(Boolean)
      .join(', ')}
  />
);

/** Says what a customer pays invoices with. */
function defaultOf(customer: Stripe.Customer, methods: readonly Stripe.PaymentMethod[]): string {
  const id = customer.invoice_settings.default_payment_method ?? customer.default_source;
  if (!id) return 'No default';
  const method = methods.find((one) => one.id === id);
  return method ? nameOf(method) : String(id);
}

/** Names a payment method: `Visa …4242 · 12/2034`. */
export const nameOf = (method: Stripe.PaymentMethod) =>
  methodName(method.type, detailsOf(method, method.type));

/** Says what a customer owes, or has to their credit. */
function balanceOf({ balance, currency }: Stripe.Customer): string {
  const amount = money(Math.abs(balance), currency ?? 'usd');
  if (balance === 0) return amount;
  return balance > 0
    ? `${amount} are owed, and are added to the next invoice`
    : `${amount} of credit, which the next invoice uses`;
}

interface MethodsProps {
  customer: Stripe.Customer;
  methods: readonly Stripe.PaymentMethod[];
  view: View;
}

const Methods = ({ customer, methods, view }: MethodsProps) =>
  methods.length === 0 ? (
    <p>There are none.</p>
  ) : (
    <ul class="plain">
      {methods.map((method) => (
        <li>
          {nameOf(method)}
          {customer.invoice_settings.default_payment_method === method.id && ' · default'}
          <span class="small">
            <Reference id={method.id} view={view} />
            {view.mode === 'test' && may(view, 'support') && (
              <>
                {' · '}
                <a
                  href={address(`${CUSTOMERS}/${customer.id}/detach/${method.id}`, view)}
                  aria-label={`Detach ${nameOf(method)}`}
                >
                  Detach
                </a>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );

interface NewestProps {
  /** The path of the API that has the list. */
  path: string;
  list: List<{ id: string }>;
  customer: Stripe.Customer;
  view: View;
}

/** Shows the newest objects of a kind that belong to the customer, and leads to all of them. */
const Newest = ({ path, list, customer, view }: NewestProps) => {
  const listing = registry.listings.find((one) => one.path === path)?.listing;
  if (!listing) return null;
  return (
    <>
      <h2>{listing.title}</h2>
      {list.data.length === 0 ? <p>There are none.</p> : <Items view={view} listing={listing} list={list} />}
      {list.has_more && (
        <p>
          <a href={address(listing.page, view, { [SEARCH]: customer.id })}>
            All {listing.title.toLowerCase()} of the customer
          </a>
        </p>
      )}
    </>
  );
};
