import type { BillingPath } from '../../contract/elements-session.js';
import type { FieldNode } from '../form/field-node.js';
import type { FieldErrorCode } from '../input/text-rule.js';
import type { TextKey } from '../language/locales/texts.js';
import { text } from '../language/texts.js';
import type { Choice, MethodField } from '../methods/method.js';
import { type AddressFormat, formatOf, isLanguageOf } from './format.js';
import { REGIONS, type Region } from './regions.js';
import './texts.js';

/** The fields of an address besides its country and its postal code. */
export interface AddressFields {
  /** Returns how addresses of the chosen country are written. */
  format(): AddressFormat;
  /** Returns details in the order in which they are shown, those of the address last, and takes the field of the country's states. */
  arrange(paths: BillingPath[]): BillingPath[];
  /** Returns whether an address of the chosen country has to have a part. */
  requires(path: BillingPath): boolean;
  /** Resolves once what the details need is there, or could not be loaded. */
  ready(paths: BillingPath[]): Promise<void>;
  /** Returns whether the states of the country are still to come. */
  isLoading(): boolean;
  /** Returns the state as the country itself writes it. */
  localState(): string;
  /** Takes the state of the values that the form now begins with. */
  renewState(): void;
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
  optional?: boolean;
  /** Returns the error of a part; by default, a required one that is empty is `incomplete_field`. */
  error?(path: BillingPath, raw: string): FieldErrorCode | undefined;
  /** Called when the states of a country were loaded. */
  onLoad(): void;
}

const STATE = 'address.state';

/** Adds the fields of an address besides its country and its postal code. */
export function createAddressFields(surroundings: Surroundings): AddressFields {
  const { add, nodes, country, initial, optional = false, onLoad } = surroundings;
  /** States by country; none where they could not be loaded. */
  const states = new Map<string, Region[]>();
  const loading = new Map<string, Promise<void>>();
  /** The country, its language and its list for which the field of the state is. */
  let statesFor = '';

  const language = () => document.documentElement.lang || 'en';
  const format = () => formatOf(country(), language());
  const requires = (path: BillingPath) => !optional && format().required.includes(path);
  const errorOf =
    surroundings.error ??
    ((path, raw) => (raw.trim() || !requires(path) ? undefined : ('incomplete_field' as const)));

  /** Creates a part of the address that not all countries have. */
  const part = (path: BillingPath, key: () => TextKey, autocomplete: string): MethodField => ({
    name: path,
    label: () =>
      optional || requires(path) ? text(key()) : text('label_optional').replace('{label}', text(key())),
    autocomplete,
    error: (raw) => errorOf(path, raw),
  });

  add(part('address.line1', () => 'label_line1', 'address-line1'));
  add(part('address.line2', () => 'label_line2', 'address-line2'));
  add(part('address.city', () => format().city, 'address-level2'));
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
    const order = format().paths;
    const shown = paths
      .filter((path) => path !== STATE || !isLoading())
      .sort((one, other) => placeOf(one, order) - placeOf(other, order));
    halve(shown, nodes);
    return shown;
  }

  return {
    format,
    requires,
    arrange,
    ready: async (paths) => (paths.includes(STATE) ? loadStates() : undefined),
    isLoading,
    renewState() {
      statesFor = '';
    },
    localState() {
      const value = nodes.get(STATE)?.field.raw() ?? '';
      const region = states.get(country())?.find(([code]) => code === value);
      return region?.[2] ?? region?.[1] ?? value;
    },
  };
}

/** Returns the place of a detail: after the country, parts of the address as it is written, and then what it does without. */
function placeOf(path: BillingPath, order: BillingPath[]): number {
  if (!path.startsWith('address.') || path === 'address.country') return -1;
  return order.includes(path) ? order.indexOf(path) : order.length;
}

/** Returns the code of a state, which may be given by its name. */
function codeOf(given: string, list: Region[] = []): string {
  const isGiven = (name = '') => name.toLowerCase() === given.toLowerCase();
  return list.find((region) => region.some(isGiven))?.[0] ?? given;
}

/** The parts that can share a line. */
const SHORT_PARTS = [STATE, 'address.city', 'address.postal_code'];

/** Puts the postal code into one line with the state or the city beside it. */
function halve(paths: BillingPath[], nodes: Map<string, FieldNode>): void {
  const at = paths.indexOf('address.postal_code');
  const neighbours = at < 0 ? [] : [paths[at - 1], paths[at + 1]];
  const [beside] = [STATE, 'address.city'].filter((path) => neighbours.includes(path as BillingPath));
  for (const path of SHORT_PARTS)
    nodes
      .get(path)
      ?.node.classList.toggle('half', !!beside && (path === beside || path === 'address.postal_code'));
}
