import type { JsonObject } from '../../../wire/index.js';
import { label_bank, label_optional } from '../../language/locales/en.json';
import { learn, text } from '../../language/texts.js';
import type { Choice, Method } from '../method.js';

learn({ label_bank, label_optional });

/** Banks of Przelewy24, by the codes that the API has for them. */
const BANKS: Record<string, string> = {
  alior_bank: 'Alior Bank',
  bank_millennium: 'Bank Millennium',
  bank_nowy_bfg_sa: 'Bank Nowy BFG S.A.',
  bank_pekao_sa: 'Bank Pekao S.A.',
  banki_spbdzielcze: 'Banki Spółdzielcze',
  blik: 'BLIK',
  bnp_paribas: 'BNP Paribas',
  boz: 'BOŚ',
  citi_handlowy: 'Citi Handlowy',
  credit_agricole: 'Crédit Agricole',
  envelobank: 'EnveloBank',
  etransfer_pocztowy24: 'e-transfer Pocztowy24',
  getin_bank: 'Getin Bank',
  ideabank: 'Idea Bank',
  ing: 'ING',
  inteligo: 'inteligo',
  mbank_mtransfer: 'mBank',
  nest_przelew: 'Nest Przelew',
  noble_pay: 'Noble Pay',
  pbac_z_ipko: 'PKO BP (iPKO)',
  plus_bank: 'Plus Bank',
  santander_przelew24: 'Santander',
  tmobile_usbugi_bankowe: 'T-Mobile Usługi Bankowe',
  toyota_bank: 'Toyota Bank',
  velobank: 'VeloBank',
  volkswagen_bank: 'Volkswagen Bank',
};

/** Przelewy24: the payer confirms at their bank, which they may choose before. */
export const method: Method = {
  fields: () => [
    {
      name: 'bank',
      label: 'label_bank',
      choices: (): Choice[] => [
        ['', text('label_optional').replace('{label}', text('label_bank'))],
        ...Object.entries(BANKS),
      ],
      error: () => undefined,
    },
  ],
  data: (typed): JsonObject => (typed('bank') ? { bank: typed('bank') } : {}),
};
