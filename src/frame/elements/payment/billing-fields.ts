import type { BillingPath } from '../../../contract/elements-session.js';
import type { Json } from '../../../wire/index.js';
import type { AddressFields } from '../../address/address-fields.js';
import type { FieldNode } from '../../form/field-node.js';
import { text } from '../../language/texts.js';
import type { MethodField } from '../../methods/method.js';
import { postalCodeError, postalCodeRule } from '../card/postal-code.js';
import { valueAt } from './billing.js';

export type BillingFields = ReturnType<typeof createBillingFields>;

interface BillingFieldsOptions {
  /** Returns the countries that can be chosen, `null` for all. */
  countries(): string[] | null;
  /** Whether a person may leave all of them empty. */
  optional?: boolean;
  /** Called when more fields were loaded. */
  onLoad(): void;
}

/**
 * Creates the fields of billing details. The document has those of a card, the country and the postal code; the others are
 * loaded with the first of them that is asked for.
 */
export function createBillingFields(
  create: (id: string, spec: MethodField) => FieldNode,
  { countries, optional = false, onLoad }: BillingFieldsOptions,
) {
  const nodes = new Map<string, FieldNode>();
  let values: Json | undefined;
  let guessed = '';
  let details: AddressFields | undefined;
  let loading: Promise<void> | undefined;
  /** The countries that can be chosen now, and the one that was chosen from another list, where these lack it. */
  let offered = `${countries()}`;
  let wished = '';
  let instead = '';
  let names: typeof import('../../address/countries.js') | undefined;

  const typed = (path: string) => nodes.get(path)?.field.raw() ?? '';
  const country = () => typed('address.country');
  const countryNode = () => nodes.get('address.country') as FieldNode;
  const isMissing = (path: string) => !nodes.has(path);

  function add(spec: MethodField): FieldNode {
    const node = create(`billing-${spec.name.replace(/\W/g, '-')}`, spec);
    nodes.set(spec.name, node);
    return node;
  }

  function fillIn({ field, showTexts }: FieldNode) {
    showTexts();
    field.fill(initial(field.name));
  }

  const initial = (path: string) => `${valueAt(values, path) ?? (path === 'address.country' ? guessed : '')}`;

  add({
    name: 'address.country',
    label: 'label_country',
    autocomplete: 'country',
    // Until the names are there, the choice shows nothing, in the same room.
    choices: () =>
      names?.countryNames(countries()) ??
      (countries() ?? [initial('address.country')]).map((code) => [code, '']),
    ...(optional && { error: () => undefined }),
  });
  add({
    name: 'address.postal_code',
    label: () =>
      text(details?.format().postalCode ?? (country() === 'US' ? 'label_zip' : 'label_postalCode')),
    autocomplete: 'postal-code',
    rule: postalCodeRule,
    error: (raw) =>
      raw.trim() || (details?.requires('address.postal_code') ?? !optional)
        ? postalCodeError(raw, country())
        : undefined,
  });

  /** Offers the countries of the method that is open. */
  function offerCountries() {
    if (`${countries()}` === offered) return;
    offered = `${countries()}`;
    if (country() !== instead) wished = country();
    const node = countryNode();
    const select = node.field.input as HTMLSelectElement;
    node.showTexts();
    if ([...select.options].some(({ value }) => value === wished)) select.value = wished;
    instead = country() === wished ? '' : country();
  }

  async function loadDetails() {
    const { createBillingDetails } = await import('./billing-details.js');
    const before = nodes.size;
    details = createBillingDetails({ add, nodes, country, initial, optional, onLoad });
    for (const node of [...nodes.values()].slice(before)) fillIn(node);
    onLoad();
  }

  /**
   * Offers all countries, by their names. Until then there is only the one that is filled in, because a browser takes longer
   * to name the others than for the rest of the form. Without a network, a later attempt loads the names again.
   */
  async function nameCountries() {
    if (names) return;
    names ??= await import('../../address/countries.js').catch(() => undefined);
    offered = '';
    offerCountries();
    // One that does not exist is none.
    if (!countries()) countryNode().field.input.value = wished;
    onLoad();
  }

  /** Loads the fields of details, and resolves to whether they are there. */
  async function load(paths: BillingPath[]): Promise<boolean> {
    // A method of some countries offers only those.
    if (countries()) await nameCountries();
    if (paths.some(isMissing)) {
      loading ??= loadDetails().catch(() => {
        loading = undefined;
      });
      await loading;
    }
    await details?.ready(paths);
    return !paths.some(isMissing);
  }

  return {
    typed,
    /** Returns the country that is chosen, ISO 3166-1 alpha-2, of those that the open method offers. */
    country() {
      offerCountries();
      return country();
    },
    load,
    nameCountries,
    all: () => [...nodes.values()],
    /** Returns the parts of an address besides the country, as the chosen country writes them. */
    address: () => details?.format().paths ?? [],
    /** Returns the fields of details in the order in which they are shown, without those that are not loaded yet. */
    at(paths: BillingPath[]): FieldNode[] {
      if (paths.some(isMissing)) void load(paths);
      return (details?.arrange(paths) ?? paths).flatMap((path) => nodes.get(path) ?? []);
    },
    /** Fills in the values that the form begins with, and a country if they have none. */
    fill(given: Json | undefined, guess: string) {
      values = given;
      guessed = guess;
      for (const node of nodes.values()) fillIn(node);
    },
    /** Fills in a country, and returns its field. */
    guess(country: string) {
      guessed = country;
      fillIn(countryNode());
      return countryNode();
    },
  };
}
