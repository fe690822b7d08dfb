/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type Stripe from 'stripe';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { type CustomField, fixedEmail, type Session } from '../../resources/checkout-sessions/index.js';
import { TAX_ID_TYPES } from '../../resources/tax-ids/index.js';
import { CustomText } from './custom-text.js';
import type { CheckoutLanguage } from './language.js';
import type { CheckoutView } from './read.js';
import { estimateOf } from './texts.js';

interface FieldProps {
  /** Name of the parameter that it is sent as. */
  name: string;
  label: Child;
  /** What says that it may stay empty. */
  optional?: string | false | undefined;
  testId?: string;
  children?: Child;
  [attribute: string]: unknown;
}

/** A field with its label, and a place for what is wrong with it. Its id is its name. */
const Field = ({ name, label, optional, testId, children, ...attributes }: FieldProps) => {
  const described = { id: name, name, 'aria-describedby': `${name}-problem`, 'data-testid': testId };
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional && <span class="hint"> ({optional})</span>}
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
export function Contact({ language, session }: CheckoutView) {
  const { say } = language;
  const fixed = fixedEmail(session);
  const known = session.customer_details;
  return (
    <fieldset>
      <legend>{say('contact')}</legend>
      {fixed === null ? (
        <Field
          name="email"
          label={say('email')}
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
          label={say('phone')}
          testId="checkout-phone"
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          maxlength={50}
          value={known?.phone ?? ''}
        />
      )}
      <Name {...{ language, session }} whose="individual" label="full_name" autocomplete="name" />
      <Name {...{ language, session }} whose="business" label="business_name" autocomplete="organization" />
    </fieldset>
  );
}

const Name = ({
  language: { say },
  session,
  whose,
  label,
  autocomplete,
}: {
  language: CheckoutLanguage;
  session: Session;
  whose: 'business' | 'individual';
  label: 'business_name' | 'full_name';
  autocomplete: string;
}) => {
  const asked = session.name_collection?.[whose];
  if (!asked?.enabled) return null;
  return (
    <Field
      name={`${whose}_name`}
      label={say(label)}
      optional={asked.optional && say('optional')}
      autocomplete={autocomplete}
      maxlength={150}
    />
  );
};

/** Where to deliver, and how. */
export function Delivery({ deliveries, language, session }: CheckoutView) {
  const { money, say } = language;
  const { collected_information: known, shipping_address_collection: collection } = session;
  return (
    <>
      {collection && (
        <AddressFields
          legend={say('delivery_address')}
          language={language}
          at="shipping_details"
          section="shipping"
          countries={collection.allowed_countries}
          known={known?.shipping_details ?? null}
        />
      )}
      {collection && <CustomText text={session.custom_text.shipping_address} />}
      <div id="deliveries">
        {deliveries.length > 0 && (
          <fieldset>
            <legend>{say('delivery')}</legend>
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
                  {delivery.estimate && <span class="hint">{estimateOf(delivery, language)}</span>}
                </span>
                <span class="amount">
                  {delivery.amount === 0 ? say('free') : money(delivery.amount, String(session.currency))}
                </span>
              </label>
            ))}
          </fieldset>
        )}
      </div>
    </>
  );
}

/** The address of whoever pays, where the shop wants all of it. */
export const Billing = ({ language, session }: CheckoutView) => {
  if (session.billing_address_collection !== 'required') return null;
  const address = (
    <AddressFields
      legend={language.say('billing_address')}
      language={language}
      at="billing_details"
      section="billing"
      known={null}
    />
  );
  if (!session.shipping_address_collection) return address;
  return (
    <>
      <label class="choice">
        <input type="checkbox" id="same-address" checked data-testid="checkout-same-address" />
        <span>{language.say('same_address')}</span>
      </label>
      <fieldset id="billing">{address}</fieldset>
    </>
  );
};

interface AddressProps {
  legend: string;
  language: CheckoutLanguage;
  /** Name of the parameter that it is a part of. */
  at: string;
  section: 'billing' | 'shipping';
  /** Their codes, by default all. */
  countries?: readonly string[];
  known: { name: string; address: Stripe.Address } | null;
}

const AddressFields = ({ legend, language, at, section, countries, known }: AddressProps) => {
  const { say } = language;
  const optional = say('optional');
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
        label={say('full_name')}
        testId={`checkout-${section}-name`}
        autocomplete={`${section} name`}
        value={known?.name ?? ''}
      />
      <Field {...ofCountry} label={say('country')}>
        {countries?.length !== 1 && <option value="">{say('choose')}</option>}
        {language.countries(countries).map(({ code, name }) => (
          <option value={code} selected={code === country}>
            {name}
          </option>
        ))}
      </Field>
      <Field {...part('line1', 'address-line1')} label={say('line1')} />
      <Field {...part('line2', 'address-line2')} label={say('line2')} optional={optional} />
      <div class="row">
        <Field {...part('postal_code', 'postal-code')} label={say('postal_code')} optional={optional} />
        <Field {...part('city', 'address-level2')} label={say('city')} optional={optional} />
      </div>
      <Field {...part('state', 'address-level1')} label={say('region')} optional={optional} />
    </fieldset>
  );
};

/** The tax id of a customer who buys as a business. */
export const TaxId = ({ language: { say }, session }: CheckoutView) => {
  const asked = session.tax_id_collection;
  if (!asked?.enabled) return null;
  const fields = (
    <div class="row">
      <Field name="tax_id[type]" label={say('tax_id_kind')} testId="checkout-tax-id-type">
        <option value="">{say('choose')}</option>
        {TAX_ID_TYPES.map((type) => (
          <option value={type}>{type.replaceAll('_', ' ').toUpperCase()}</option>
        ))}
      </Field>
      <Field
        name="tax_id[value]"
        label={say('tax_id')}
        testId="checkout-tax-id"
        autocomplete="off"
        maxlength={100}
      />
    </div>
  );
  if (asked.required !== 'never') return fields;
  return (
    <>
      <label class="choice">
        <input type="checkbox" id="as-business" data-testid="checkout-as-business" />
        <span>{say('as_business')}</span>
      </label>
      <fieldset id="business" hidden disabled>
        {fields}
      </fieldset>
    </>
  );
};

/** What the shop asks besides. */
export const CustomFields = ({ language, session }: CheckoutView) =>
  session.custom_fields.length === 0 ? null : (
    <fieldset>
      <legend>{language.say('more')}</legend>
      {session.custom_fields.map((field) => (
        <Custom field={field} language={language} />
      ))}
    </fieldset>
  );

const Custom = ({ field, language: { say } }: { field: CustomField; language: CheckoutLanguage }) => {
  const common = {
    name: `custom_fields[${field.key}]`,
    label: <ForeignText text={field.label.custom ?? field.key} />,
    optional: field.optional && say('optional'),
    testId: `checkout-field-${field.key}`,
  };
  if (field.type === 'dropdown') {
    const { default_value: usual, options = [], value } = field.dropdown ?? {};
    return (
      <Field {...common}>
        <option value="">{say('choose')}</option>
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
export const Consent = ({ language: { parts }, session, shop }: CheckoutView) => {
  const { consent_collection: asked, custom_text: texts } = session;
  return (
    <>
      {asked?.promotions === 'auto' && (
        <label class="choice">
          <input type="checkbox" name="consent[promotions]" value="opt_in" />
          <span>{parts('offers', { shop: <ForeignText text={shop} /> })}</span>
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
                parts('terms', { shop: <ForeignText text={shop} /> })
              )}
            </span>
          </label>
          <span id="consent[terms_of_service]-problem" class="problem" />
        </div>
      )}
    </>
  );
};
