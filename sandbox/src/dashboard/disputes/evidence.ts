import type Stripe from 'stripe';
import { refuseAccountNumbers } from '../../kernel/http/account-numbers.js';
import { type Params, textIn, type Upload } from '../../kernel/http/form.js';

/** A piece of evidence that a person can give. */
export interface EvidenceField {
  name: keyof Stripe.Dispute.Evidence & string;
  label: string;
  /** A line, a longer text, or a file. */
  kind: 'file' | 'line' | 'text';
}

export interface EvidenceGroup {
  title: string;
  fields: readonly EvidenceField[];
}

/** What can be said, in the order in which a person thinks of it. */
export const EVIDENCE: readonly EvidenceGroup[] = [
  {
    title: 'What the bank should know',
    fields: [
      { name: 'uncategorized_text', label: 'Why the payment is right', kind: 'text' },
      { name: 'product_description', label: 'What was sold', kind: 'text' },
      { name: 'uncategorized_file', label: 'Any other file', kind: 'file' },
    ],
  },
  {
    title: 'The customer',
    fields: [
      { name: 'customer_name', label: 'Name', kind: 'line' },
      { name: 'customer_email_address', label: 'Email', kind: 'line' },
      { name: 'billing_address', label: 'Billing address', kind: 'text' },
      { name: 'customer_purchase_ip', label: 'IP address of the purchase', kind: 'line' },
      { name: 'customer_signature', label: 'Signature', kind: 'file' },
      { name: 'customer_communication', label: 'Your messages to each other', kind: 'file' },
      { name: 'receipt', label: 'Receipt', kind: 'file' },
    ],
  },
  {
    title: 'Delivery or service',
    fields: [
      { name: 'shipping_address', label: 'Delivery address', kind: 'text' },
      { name: 'shipping_date', label: 'Shipping date', kind: 'line' },
      { name: 'shipping_carrier', label: 'Carrier', kind: 'line' },
      { name: 'shipping_tracking_number', label: 'Tracking number', kind: 'line' },
      { name: 'shipping_documentation', label: 'Proof of delivery', kind: 'file' },
      { name: 'service_date', label: 'Service date', kind: 'line' },
      { name: 'service_documentation', label: 'Proof of the service', kind: 'file' },
      { name: 'access_activity_log', label: 'Log of the customer’s activity', kind: 'text' },
    ],
  },
  {
    title: 'Refunds and cancellation',
    fields: [
      { name: 'refund_policy', label: 'Refund policy', kind: 'file' },
      { name: 'refund_policy_disclosure', label: 'How it was shown to the customer', kind: 'text' },
      { name: 'refund_refusal_explanation', label: 'Why there was no refund', kind: 'text' },
      { name: 'cancellation_policy', label: 'Cancellation policy', kind: 'file' },
      {
        name: 'cancellation_policy_disclosure',
        label: 'How the cancellation policy was shown to the customer',
        kind: 'text',
      },
      { name: 'cancellation_rebuttal', label: 'Why the subscription was not canceled', kind: 'text' },
    ],
  },
  {
    title: 'A payment that seems to be a duplicate',
    fields: [
      { name: 'duplicate_charge_id', label: 'Id of the other payment', kind: 'line' },
      { name: 'duplicate_charge_explanation', label: 'What makes them different', kind: 'text' },
      { name: 'duplicate_charge_documentation', label: 'Proof that they are different', kind: 'file' },
    ],
  },
];

export const FIELDS = EVIDENCE.flatMap(({ fields }) => fields);

/** Name of the box that takes a file away. */
export const removalOf = ({ name }: EvidenceField): string => `remove_${name}`;

/** Stores a file. @returns its id. */
type Store = (file: Upload) => Promise<string>;

/**
 * Returns the evidence of a form that differs from what there is already, and stores its new files.
 *
 * @throws ApiError 400 for a card number in a text, or a file of a kind that is not taken.
 */
export async function changedEvidence(
  before: Stripe.Dispute.Evidence,
  form: Params,
  store: Store,
): Promise<Params> {
  refuseAccountNumbers(Object.fromEntries(FIELDS.map(({ name }) => [name, textIn(form, name)])));
  const changed: Params = {};
  for (const field of FIELDS) {
    const after = await (field.kind === 'file' ? fileIn(form, field, store) : typedIn(form, field));
    if (after !== undefined && after !== (before[field.name] ?? '')) changed[field.name] = after;
  }
  return changed;
}

const typedIn = (form: Params, { name }: EvidenceField): string | undefined =>
  name in form ? textIn(form, name).replaceAll('\r\n', '\n').trim() : undefined;

/** Returns the id of a new file, or nothing where the file is taken away. An empty field leaves what there is. */
async function fileIn(form: Params, field: EvidenceField, store: Store): Promise<string | undefined> {
  const file = form[field.name];
  if (typeof file === 'object' && file !== null && (file as Upload).size > 0) return store(file as Upload);
  return textIn(form, removalOf(field)) ? '' : undefined;
}
