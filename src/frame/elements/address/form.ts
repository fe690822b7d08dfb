import type { BillingPath } from '../../../contract/elements-session.js';
import type { Json, JsonObject } from '../../../wire/index.js';
import { createAddressFields } from '../../address/address-fields.js';
import { countryNames } from '../../address/countries.js';
import { writtenPostalCode } from '../../address/written-postal-code.js';
import { createFieldNode, type FieldNode } from '../../form/field-node.js';
import { MISSING, phoneError, phoneRule, required } from '../../input/contact-rules.js';
import type { FieldErrorCode } from '../../input/text-rule.js';
import type { TextKey } from '../../language/locales/texts.js';
import { text } from '../../language/texts.js';
import type { MethodField } from '../../methods/method.js';
import { writeAttribute } from '../../runtime/write.js';
import { guessCountry } from '../card/cardholder-country.js';
import { postalCodeRule } from '../card/postal-code.js';
import type { AddressOptions } from './options.js';

export type AddressForm = ReturnType<typeof createAddressForm>;

/** What a form holds, as the public event has it. */
export type AddressValue = JsonObject & { name: string; address: JsonObject };

/** The parts of an address, as the public API orders them. */
const PARTS = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'] as const;

const COUNTRY = 'address.country';
const NAMES: Record<AddressOptions['name'], string[]> = {
  full: ['name'],
  organization: ['organization'],
  split: ['firstName', 'lastName'],
};

/** Creates the fields of a name, an address and a phone number. */
export function createAddressForm(options: () => AddressOptions, onChange: () => void) {
  /** Fields by the paths of what they hold. */
  const nodes = new Map<string, FieldNode>();
  let values: JsonObject = {};
  let rules: typeof import('./rules.js') | undefined;
  /** True while several fields are filled in, which is one change. */
  let isFilling = false;
  /** The list of countries that the choice has. */
  let offered = '';
  const guess = guessCountry(navigator.language, new Date().getTimezoneOffset()) ?? 'US';

  function add(spec: MethodField): FieldNode {
    const node = createFieldNode(`address-${spec.name.replace(/\W/g, '-')}`, spec, {
      onChange: changed,
      onLeave() {},
    });
    nodes.set(spec.name, node);
    return node;
  }

  function changed() {
    if (!isFilling) onChange();
  }

  const raw = (path: string) => nodes.get(path)?.field.raw() ?? '';
  const typed = (path: string) => raw(path).trim();
  const country = () => raw(COUNTRY);
  const initial = (path: string) => `${valueAt(values, path) ?? (path === COUNTRY ? guess : '')}`;
  const optionalLabel = (key: TextKey) => text('label_optional').replace('{label}', text(key));

  add({ name: 'name', label: 'label_name', autocomplete: 'name', error: required('incomplete_name') });
  add({ name: 'organization', label: 'label_company', autocomplete: 'organization' });
  add({ name: 'firstName', label: 'label_first_name', autocomplete: 'given-name', half: true });
  add({ name: 'lastName', label: 'label_last_name', autocomplete: 'family-name', half: true });
  add({
    name: COUNTRY,
    label: 'label_country',
    autocomplete: 'country',
    choices: () => countryNames(options().countries),
    error: required('incomplete_country'),
  });
  const parts = createAddressFields({ add, nodes, country, initial, error: errorOf, onLoad: changed });
  add({
    name: 'address.postal_code',
    label: () => {
      const key = parts.format().postalCode;
      return parts.requires('address.postal_code') ? text(key) : optionalLabel(key);
    },
    autocomplete: 'postal-code',
    rule: postalCodeRule,
    error: postalCodeError,
    // A code is only judged once it is left.
    unfinished: () => true,
  });
  add({
    name: 'phone',
    label: () => (options().phone === 'optional' ? optionalLabel('label_phone') : text('label_phone')),
    autocomplete: 'tel',
    inputMode: 'tel',
    rule: phoneRule,
    error: (phone) => (phone.trim() || options().phone === 'required' ? phoneError(phone) : undefined),
    unfinished: () => true,
  });

  /** Without a network, a later attempt loads them. */
  async function loadRules() {
    if (rules) return;
    rules = await import('./rules.js').catch(() => undefined);
    changed();
  }

  function errorOf(path: BillingPath, line: string): FieldErrorCode | undefined {
    if (options().blocksPoBox && path.startsWith('address.line') && rules?.isPoBox(line))
      return 'invalid_po_box';
    if (line.trim() || !parts.requires(path)) return undefined;
    return MISSING[path as keyof typeof MISSING];
  }

  /** Where addresses do without a postal code, it may have any form: the data are surest where every address has one. */
  function postalCodeError(code: string): FieldErrorCode | undefined {
    if (!parts.requires('address.postal_code')) return undefined;
    return code.trim() ? rules?.postalCodeError(code, country()) : 'incomplete_zip';
  }

  /** Offers the countries of the newest options, and keeps the one that is chosen, if it is among them. */
  function offerCountries() {
    const wanted = `${options().countries}`;
    if (wanted === offered) return;
    offered = wanted;
    nodes.get(COUNTRY)?.showTexts();
  }

  /** Returns the fields that a person sees, in order. */
  function shown(): FieldNode[] {
    const { name, phone, countries } = options();
    const paths = [
      ...NAMES[name],
      ...(countries?.length === 1 ? [] : [COUNTRY]),
      ...parts.arrange([...new Set(parts.format().paths)]),
      ...(phone === 'hidden' ? [] : ['phone']),
    ];
    return paths.flatMap((path) => nodes.get(path) ?? []);
  }

  /** Fills in values, as the options have them. */
  function fill(given: JsonObject) {
    values = { ...given, ...namesOf(given) };
    isFilling = true;
    // One that is not offered leaves the choice as it is.
    for (const { field } of nodes.values())
      if (field.name !== COUNTRY || isOffered(initial(COUNTRY))) field.fill(initial(field.name));
    parts.renewState();
    isFilling = false;
  }

  const isOffered = (code: string) => countryNames(options().countries).some(([one]) => one === code);

  function nameTyped(): Pick<AddressValue, 'name'> & JsonObject {
    if (options().name !== 'split') return { name: NAMES[options().name].map(typed).join('') };
    const [firstName, lastName] = [typed('firstName'), typed('lastName')];
    return { name: `${firstName} ${lastName}`.trim(), firstName, lastName };
  }

  /** Returns a part of the address; empty if the country's addresses do without it. */
  function partOf(part: (typeof PARTS)[number]): string {
    const path: BillingPath = `address.${part}`;
    if (part === 'country') return country();
    if (!parts.format().paths.includes(path)) return '';
    return part === 'postal_code' ? writtenPostalCode(raw(path)) : typed(path);
  }

  return {
    shown,
    fill,
    /** Loads what the fields are judged by: the states of the country, and rules for a postal code and a street. */
    ready: async () => {
      await Promise.all([loadRules(), parts.ready(parts.format().paths)]);
    },
    /** Returns whether fields are still to come. */
    isLoading: () => parts.format().paths.includes('address.state') && parts.isLoading(),
    offerCountries,
    country,
    /** The input of the street. */
    street: nodes.get('address.line1')?.field.input as HTMLInputElement,
    /** Fills in an address, and leaves the name and the phone number as they are. */
    fillAddress(address: JsonObject) {
      fill({ ...values, ...nameTyped(), phone: raw('phone'), address });
    },
    /** Returns whether nothing is typed. A country is always chosen. */
    isEmpty: () => shown().every(({ field }) => field.name === COUNTRY || !field.raw()),
    value(): AddressValue {
      const address = Object.fromEntries(PARTS.map((part): [string, Json] => [part, partOf(part)]));
      return {
        ...nameTyped(),
        address: { ...address, line2: address.line2 || null },
        ...(options().phone !== 'hidden' && { phone: typed('phone') }),
      };
    },
    /** Returns the state as the country itself writes it. */
    localState: parts.localState,
    /** Shows the fields, and lets the browser fill in the address of the mode. */
    show() {
      for (const { field, show } of shown()) {
        const token = field.input.getAttribute('autocomplete')?.split(' ').at(-1);
        writeAttribute(field.input, 'autocomplete', `${options().mode} ${token}`);
        show();
      }
    },
    showTexts() {
      for (const node of nodes.values()) node.showTexts();
    },
  };
}

/** Returns the names that other ways to ask for a name begin with. */
function namesOf({ name, firstName, lastName }: JsonObject): JsonObject {
  const whole = name ?? [firstName, lastName].filter(Boolean).join(' ');
  const [first = '', ...others] = `${name ?? ''}`.split(' ');
  return {
    name: whole,
    organization: whole,
    firstName: firstName ?? first,
    lastName: lastName ?? others.join(' '),
  };
}

const valueAt = (data: JsonObject, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((of, name) => (of as JsonObject | null)?.[name], data);
