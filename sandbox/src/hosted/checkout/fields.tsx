/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { type CustomField, fixedEmail, type Session } from '../../resources/checkout-sessions/index.js';
import { COUNTRIES } from '../countries.js';
import { countriesOf } from './countries.js';
import { CustomText } from './custom-text.js';
import type { CheckoutView } from './read.js';
import { estimateOf } from './texts.js';

interface FieldProps {
  /** Name of the parameter that it is sent as. */
  name: string;
  label: Child;
  optional?: boolean;
  testId?: string;
  children?: Child;
  [attribute: string]: unknown;
}

/** A field with its label, and a place for what is wrong with it. Its id is its name. */
const Field = ({ name, label, optional = false, testId, children, ...attributes }: FieldProps) => {
  const described = { id: name, name, 'aria-describedby': `${name}-problem`, 'data-testid': testId };
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional && <span class="hint"> (optional)</span>}
      </label>
      {children ? (
        <select {...described} {...attributes} required={!optional}>
          {children}
        </select>
      ) : (
        <input {...described} {...attributes} required={!optional} />
      )}
      <span id={`${name}-problem`} class="problem" />
    </div>
  );
};

/** Who buys. */
export function Contact({ session }: CheckoutView) {
  const fixed = fixedEmail(session);
  const known = session.customer_details;
  return (
    <fieldset>
      <legend>Contact</legend>
      {fixed === null ? (
        <Field
          name="email"
          label="Email"
          testId="checkout-email"
          type="email"
          inputmode="email"
          autocomplete="email"
          maxlength={512}
          value={known?.email ?? ''}
        />
      ) : (
        <p data-testid="checkout-email">
          <ForeignText text={fixed} />
        </p>
      )}
      {session.phone_number_collection?.enabled && (
        <Field
          name="phone"
          label="Phone"
          testId="checkout-phone"
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          maxlength={50}
          value={known?.phone ?? ''}
        />
      )}
      <Name session={session} whose="individual" label="Full name" autocomplete="name" />
      <Name session={session} whose="business" label="Business name" autocomplete="organization" />
    </fieldset>
  );
}

const Name = ({
  session,
  whose,
  label,
  autocomplete,
}: {
  session: Session;
  whose: 'business' | 'individual';
  label: string;
  autocomplete: string;
}) => {
  const asked = session.name_collection?.[whose];
  if (!asked?.enabled) return null;
  return (
    <Field
      name={`${whose}_name`}
      label={label}
      optional={asked.optional}
      autocomplete={autocomplete}
      maxlength={150}
    />
  );
};

/** Where to deliver, and how. */
export function Delivery({ deliveries, session }: CheckoutView) {
  const { collected_information: known, shipping_address_collection: collection } = session;
  return (
    <>
      {collection && (
        <AddressFields
          legend="Delivery address"
          at="shipping_details"
          section="shipping"
          countries={collection.allowed_countries}
          known={known?.shipping_details ?? null}
        />
      )}
      {collection && <CustomText text={session.custom_text.shipping_address} />}
      {deliveries.length > 0 && (
        <fieldset>
          <legend>Delivery</legend>
          {deliveries.map((delivery) => (
            <label class="choice">
              <input
                type="radio"
                name="shipping_rate"
                id={`rate-${delivery.id}`}
                value={delivery.id}
                checked={session.shipping_cost?.shipping_rate === delivery.id}
              />
              <span class="what">
                <ForeignText text={delivery.name} />
                {estimateOf(delivery) && <span class="hint">{estimateOf(delivery)}</span>}
              </span>
              <span class="amount">
                {delivery.amount === 0 ? 'Free' : money(delivery.amount, String(session.currency))}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** The address of whoever pays, where the shop wants all of it. */
export const Billing = ({ session }: CheckoutView) =>
  session.billing_address_collection === 'required' ? (
    <AddressFields
      legend="Billing address"
      at="billing_details"
      section="billing"
      countries={COUNTRIES}
      known={null}
    />
  ) : null;

interface AddressProps {
  legend: string;
  /** Name of the parameter that it is a part of. */
  at: string;
  section: 'billing' | 'shipping';
  countries: readonly string[];
  known: { name: string; address: Stripe.Address } | null;
}

const AddressFields = ({ legend, at, section, countries, known }: AddressProps) => {
  const part = (name: keyof Stripe.Address, autocomplete: string) => ({
    name: `${at}[address][${name}]`,
    autocomplete: `${section} ${autocomplete}`,
    value: known?.address[name] ?? '',
    testId: `checkout-${section}-${name.replace('_', '-')}`,
  });
  const { value: country, ...ofCountry } = part('country', 'country');
  return (
    <fieldset>
      <legend>{legend}</legend>
      <Field
        name={`${at}[name]`}
        label="Full name"
        testId={`checkout-${section}-name`}
        autocomplete={`${section} name`}
        value={known?.name ?? ''}
      />
      <Field {...ofCountry} label="Country">
        {countries.length > 1 && <option value="">Choose…</option>}
        {countriesOf(countries).map(({ code, name }) => (
          <option value={code} selected={code === country}>
            {name}
          </option>
        ))}
      </Field>
      <Field {...part('line1', 'address-line1')} label="Address" />
      <Field {...part('line2', 'address-line2')} label="Apartment, floor or building" optional />
      <div class="row">
        <Field {...part('postal_code', 'postal-code')} label="Postal code" optional />
        <Field {...part('city', 'address-level2')} label="City" optional />
      </div>
      <Field {...part('state', 'address-level1')} label="State or region" optional />
    </fieldset>
  );
};

/** What the shop asks besides. */
export const CustomFields = ({ session }: CheckoutView) =>
  session.custom_fields.length === 0 ? null : (
    <fieldset>
      <legend>More about your order</legend>
      {session.custom_fields.map((field) => (
        <Custom {...field} />
      ))}
    </fieldset>
  );

const Custom = (field: CustomField) => {
  const common = {
    name: `custom_fields[${field.key}]`,
    label: <ForeignText text={field.label.custom ?? field.key} />,
    optional: field.optional,
    testId: `checkout-field-${field.key}`,
  };
  if (field.type === 'dropdown') {
    const { default_value: usual, options = [], value } = field.dropdown ?? {};
    return (
      <Field {...common}>
        <option value="">Choose…</option>
        {options.map((option) => (
          <option value={option.value} selected={option.value === (value ?? usual)}>
            {option.label}
          </option>
        ))}
      </Field>
    );
  }
  const terms = field.text ?? field.numeric;
  return (
    <Field
      {...common}
      inputmode={field.type === 'numeric' ? 'numeric' : 'text'}
      pattern={field.type === 'numeric' ? '[0-9]*' : undefined}
      minlength={terms?.minimum_length ?? undefined}
      maxlength={terms?.maximum_length ?? 255}
      value={terms?.value ?? terms?.default_value ?? ''}
    />
  );
};

/** What the customer agrees to. */
export const Consent = ({ session, shop }: CheckoutView) => {
  const { consent_collection: asked, custom_text: texts } = session;
  return (
    <>
      {asked?.promotions === 'auto' && (
        <label class="choice">
          <input type="checkbox" name="consent[promotions]" value="opt_in" />
          <span>
            Send me offers of <ForeignText text={shop} /> by email.
          </span>
        </label>
      )}
      {asked?.terms_of_service === 'required' && (
        <div class="field">
          <label class="choice">
            <input
              type="checkbox"
              id="consent[terms_of_service]"
              name="consent[terms_of_service]"
              value="accepted"
              required
              aria-describedby="consent[terms_of_service]-problem"
              data-testid="checkout-terms"
            />
            <span>
              {texts.terms_of_service_acceptance ? (
                <CustomText text={texts.terms_of_service_acceptance} />
              ) : (
                <>
                  I agree to the terms of service of <ForeignText text={shop} />.
                </>
              )}
            </span>
          </label>
          <span id="consent[terms_of_service]-problem" class="problem" />
        </div>
      )}
    </>
  );
};
