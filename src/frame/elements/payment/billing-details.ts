import type { BillingPath } from '../../../contract/elements-session.js';
import { type AddressFormat, formatOf, isLanguageOf } from '../../address/format.js';
import { REGIONS, type Region } from '../../address/regions.js';
import { emailError, emailRule } from '../../input/contact-rules.js';
import {
  incomplete_email,
  invalid_email,
  label_city,
  label_county,
  label_email,
  label_line1,
  label_line2,
  label_name,
  label_optional,
  label_phone,
  label_postcode,
  label_province,
  label_region,
  label_state,
} from '../../language/locales/en.json';
import type { TextKey } from '../../language/locales/texts.js';
import { learn, text } from '../../language/texts.js';
import type { Choice, MethodField } from '../../methods/method.js';
import { BILLING_PATHS } from './billing.js';
import type { FieldNode } from './field-node.js';

learn({
  incomplete_email,
  invalid_email,
  label_city,
  label_county,
  label_email,
  label_line1,
  label_line2,
  label_name,
  label_optional,
  label_phone,
  label_postcode,
  label_province,
  label_region,
  label_state,
});

/** The billing details that a card's form does without. */
export interface BillingDetails {
  /** Returns how addresses of the chosen country are written. */
  format(): AddressFormat;
  /** Returns details in the order in which they are shown, and takes the field of the country's states. */
  arrange(paths: BillingPath[]): BillingPath[];
  /** Returns whether an address of the chosen country has to have a part. */
  requires(path: BillingPath): boolean;
  /** Resolves once what the details need is there, or could not be loaded. */
  ready(paths: BillingPath[]): Promise<void>;
}

interface Surroundings {
  /** Creates a field, and adds it to `nodes`. */
  add(spec: MethodField): FieldNode;
  /** Fields by the paths of their details. */
  nodes: Map<string, FieldNode>;
  country(): string;
  /** Returns the value that the form begins with. */
  initial(path: string): string;
  /** Whether only the country has to be given. */
  optional: boolean;
  /** Called when the states of a country were loaded. */
  onLoad(): void;
}

const STATE = 'address.state';

/** Adds the fields of all details but the country and the postal code. */
export function createBillingDetails(surroundings: Surroundings): BillingDetails {
  const { add, nodes, country, initial, optional, onLoad } = surroundings;
  /** States by country; none where they could not be loaded. */
  const states = new Map<string, Region[]>();
  const loading = new Map<string, Promise<void>>();
  /** The country, its language and its list for which the field of the state is. */
  let statesFor = '';

  const language = () => document.documentElement.lang || 'en';
  const format = () => formatOf(country(), language());
  const requires = (path: BillingPath) => !optional && format().required.includes(path);

  /** Creates a part of the address that not all countries have. */
  const part = (path: BillingPath, key: () => TextKey, autocomplete: string): MethodField => ({
    name: path,
    label: () =>
      optional || requires(path) ? text(key()) : text('label_optional').replace('{label}', text(key())),
    autocomplete,
    error: (raw) => (raw.trim() || !requires(path) ? undefined : 'incomplete_field'),
  });

  add({ name: 'name', label: 'label_name', autocomplete: 'name' });
  add({
    name: 'email',
    label: 'label_email',
    autocomplete: 'email',
    inputMode: 'email',
    rule: emailRule,
    error: emailError,
  });
  add({ name: 'phone', label: 'label_phone', autocomplete: 'tel', inputMode: 'tel' });
  add(part('address.line1', () => 'label_line1', 'address-line1'));
  add(part('address.line2', () => 'label_line2', 'address-line2'));
  add(part('address.city', () => 'label_city', 'address-level2'));
  const state = part(STATE, () => format().state, 'address-level1');
  const choice = add({ ...state, choices: choicesOfStates });
  const input = add(state);

  function choicesOfStates(): Choice[] {
    const isOwn = isLanguageOf(country(), language());
    const named = (states.get(country()) ?? []).map(
      ([value, name, local = name]): Choice => [value, isOwn ? local : name],
    );
    // The list is in the order of the country's own names.
    if (!isOwn) named.sort(([, one], [, other]) => one.localeCompare(other, language()));
    return [['', text(format().state)], ...named];
  }

  /** Takes the field for the states of the country: a choice where there is a list of them, else a text. */
  function takeStates() {
    const list = states.get(country());
    const wanted = `${country()} ${list?.length} ${language()}`;
    if (wanted === statesFor) return;
    const isSame = statesFor.startsWith(`${country()} `);
    const before = isSame ? nodes.get(STATE)?.field.raw() : '';
    statesFor = wanted;
    const node = list?.length ? choice : input;
    nodes.set(STATE, node);
    node.showTexts();
    const given = country() === initial('address.country') ? initial(STATE) : '';
    node.field.fill(codeOf(before || given, list));
  }

  const isLoading = () => Object.hasOwn(REGIONS, country()) && !states.has(country());

  function loadStates(): Promise<void> | undefined {
    const code = country();
    if (!isLoading()) return undefined;
    const arrival =
      loading.get(code) ??
      REGIONS[code]?.()
        .then((module) => module.default as Region[])
        .catch(() => [])
        .then((list) => {
          states.set(code, list);
          onLoad();
        });
    if (arrival) loading.set(code, arrival);
    return arrival;
  }

  function arrange(paths: BillingPath[]): BillingPath[] {
    if (paths.includes(STATE)) void loadStates();
    takeStates();
    const order = [...BILLING_PATHS.slice(0, 4), ...format().paths, ...BILLING_PATHS];
    const shown = paths
      .filter((path) => path !== STATE || !isLoading())
      .sort((one, other) => order.indexOf(one) - order.indexOf(other));
    halve(shown, nodes);
    return shown;
  }

  const ready = async (paths: BillingPath[]) => (paths.includes(STATE) ? loadStates() : undefined);

  return { format, requires, arrange, ready };
}

/** Returns the code of a state, which may be given by its name. */
function codeOf(given: string, list: Region[] = []): string {
  const isGiven = (name = '') => name.toLowerCase() === given.toLowerCase();
  return list.find((region) => region.some(isGiven))?.[0] ?? given;
}

/** Puts the postal code into one line with the state or the city beside it. */
function halve(paths: BillingPath[], nodes: Map<string, FieldNode>): void {
  const at = paths.indexOf('address.postal_code');
  const neighbours = at < 0 ? [] : [paths[at - 1], paths[at + 1]];
  const [beside] = [STATE, 'address.city'].filter((path) => neighbours.includes(path as BillingPath));
  for (const [path, { node }] of nodes)
    node.classList.toggle('half', !!beside && (path === beside || path === 'address.postal_code'));
}
