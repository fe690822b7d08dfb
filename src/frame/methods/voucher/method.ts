import type { JsonObject } from '../../../wire/index.js';
import { label_tax_id, text_voucher } from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import type { Method } from '../method.js';
import { isTaxId } from './rules.js';

learn({ label_tax_id, text_voucher });

/** Every type with a voucher: it is shown once the payment is confirmed. That of Boleto names the payer's tax id. */
export const method: Method = {
  fields: ({ entry }) =>
    entry().type === 'boleto'
      ? [
          {
            name: 'tax_id',
            label: 'label_tax_id',
            inputMode: 'numeric',
            error: (raw) => (isTaxId(raw) ? undefined : 'incomplete_field'),
          },
        ]
      : [],
  data: (typed): JsonObject => (typed('tax_id') ? { tax_id: typed('tax_id') } : {}),
  note: () => 'text_voucher',
};
