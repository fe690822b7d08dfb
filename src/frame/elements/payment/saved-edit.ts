import type { BillingPath, SavedMethod } from '../../../contract/elements-session.js';
import type { Json, JsonObject } from '../../../wire/index.js';
import { createFieldNode, type FieldNode } from '../../form/field-node.js';
import { placeNodes } from '../../form/place-nodes.js';
import { firstError } from '../../input/field-state.js';
import type { MethodField } from '../../methods/method.js';
import { expiryError, expiryOf, expiryRule, isYearBegun } from '../card/expiry.js';
import { createBillingFields } from './billing-fields.js';

/** Parts of an address, in the order of the API. */
const PARTS = ['city', 'country', 'line1', 'line2', 'postal_code', 'state'];

interface EditOptions {
  /** The buttons below the fields. */
  actions: HTMLElement;
  /** Called when the height of the panel may have changed. */
  onChange(): void;
}

/** Fields by which the holder of a saved card changes its expiry and its billing address. */
export interface Edit {
  focus(): void;
  /** Returns the parameters of the change; nothing while a field has an error, which is shown then. */
  read(): JsonObject | undefined;
}

/** Shows the fields of a saved card in a panel, with what is known of it. */
export async function editSaved(
  { id, card, billing_details }: SavedMethod,
  panel: HTMLElement,
  { actions, onChange }: EditOptions,
): Promise<Edit> {
  const expiry = createNode('expiry', {
    name: 'expiry',
    label: 'label_expiry',
    placeholder: 'placeholder_expiry',
    autocomplete: 'cc-exp',
    inputMode: 'numeric',
    rule: expiryRule,
    error: (raw) => expiryError(raw, new Date()),
    done: (raw) => !expiryError(raw, new Date()),
    unfinished: isYearBegun,
  });
  let isFilled = false;
  const billing = createBillingFields(createNode, { countries: () => null, optional: true, onLoad: show });
  await billing.load(['address.line1']);
  // Without a country nothing says whether its addresses have a postal code.
  const paths = (): BillingPath[] => [
    ...new Set<BillingPath>([
      'address.country',
      ...billing.address(),
      ...(billing.country() ? [] : ['address.postal_code' as const]),
    ]),
  ];
  const shown = () => [expiry, ...billing.at(paths())];

  function createNode(name: string, spec: MethodField): FieldNode {
    return createFieldNode(`${id}-${name}`, spec, { onChange: show, onLeave() {} });
  }

  function show() {
    // The fields come all at once, with what is known.
    if (!isFilled) return;
    for (const field of shown()) field.show();
    placeNodes(panel, [...shown().map(({ node }) => node), actions]);
    onChange();
  }

  expiry.showTexts();
  billing.fill(billing_details as Json, '');
  await billing.nameCountries();
  const { exp_month, exp_year } = card as { exp_month: number; exp_year: number };
  const known = `${exp_month}`.padStart(2, '0') + `${exp_year}`.slice(-2);
  if (!expiryError(known, new Date())) expiry.field.fill(known);
  isFilled = true;
  show();

  return {
    focus() {
      const { input } = expiry.field;
      input.focus();
      // What is typed replaces the old date.
      if (input instanceof HTMLInputElement) input.select();
    },
    read() {
      if (
        firstError(
          shown().map(({ field }) => field),
          show,
        )
      )
        return undefined;
      const { month, year } = expiryOf(expiry.field.raw());
      const asked = paths();
      // What the country does not have is removed.
      const address = PARTS.map((part) => {
        const path = `address.${part}` as BillingPath;
        return [part, asked.includes(path) ? billing.typed(path).trim() : ''];
      });
      return {
        card: { exp_month: month, exp_year: year },
        billing_details: { address: Object.fromEntries(address) },
      };
    },
  };
}
