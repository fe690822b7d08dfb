import type { JsonObject } from '../../wire/index.js';
import { label_bank, label_optional } from '../language/locales/en.json';
import { learn, text } from '../language/texts.js';
import { BANKS as EPS } from './eps/banks.js';
import type { Choice, Method } from './method.js';
import { BANKS as P24 } from './p24/banks.js';

learn({ label_bank, label_optional });

/**
 * Creates a method whose payer confirms at their bank, which they may choose before.
 *
 * @param banks Names of the banks, by the codes that the API has for them.
 */
const bankChoice = (banks: Record<string, string>): Method => ({
  fields: () => [
    {
      name: 'bank',
      label: 'label_bank',
      choices: (): Choice[] => [
        ['', text('label_optional').replace('{label}', text('label_bank'))],
        ...Object.entries(banks),
      ],
      error: () => undefined,
    },
  ],
  data: (typed): JsonObject => (typed('bank') ? { bank: typed('bank') } : {}),
});

// In one file, because scripts that are loaded later cannot share another.
export const eps = bankChoice(EPS);
export const p24 = bankChoice(P24);
