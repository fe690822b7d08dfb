import type { VersionChange } from '../../kernel/versions.js';

// biome-ignore lint/suspicious/noExplicitAny: objects as they were before
type Former = Record<string, any>;

const taxAmount = ({ amount, tax_behavior, tax_rate_details: rate, taxable_amount }: Former) => ({
  amount,
  inclusive: tax_behavior === 'inclusive',
  tax_rate: rate?.tax_rate ?? null,
  taxability_reason: null,
  taxable_amount,
});

/** Until 2025-03-31 a credit note had one refund, and amounts of tax. */
export const versions: VersionChange[] = [
  {
    since: '2025-03-31',
    object: 'credit_note',
    before: ({ total_taxes: taxes, refunds, ...note }) => ({
      ...note,
      refund: refunds?.[0]?.refund ?? null,
      tax_amounts: (taxes ?? []).map(taxAmount),
    }),
  },
  {
    since: '2025-03-31',
    object: 'credit_note_line_item',
    before: ({ taxes, ...line }) => ({ ...line, tax_amounts: (taxes ?? []).map(taxAmount) }),
  },
  {
    since: '2025-03-31',
    request: 'POST /v1/credit_notes',
    after: ({ refund, ...params }) => (refund === undefined ? params : { ...params, refunds: [{ refund }] }),
  },
];
