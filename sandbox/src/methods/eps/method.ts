import type Stripe from 'stripe';
import * as v from 'valibot';
import { defineRedirectMethod, HOLDER } from '../redirect.js';

/** Banks that a holder can choose, by the public types. */
const BANKS = [
  'arzte_und_apotheker_bank',
  'austrian_anadi_bank_ag',
  'bank_austria',
  'bankhaus_carl_spangler',
  'bankhaus_schelhammer_und_schattera_ag',
  'bawag_psk_ag',
  'bks_bank_ag',
  'brull_kallmus_bank_ag',
  'btv_vier_lander_bank',
  'capital_bank_grawe_gruppe_ag',
  'deutsche_bank_ag',
  'dolomitenbank',
  'easybank_ag',
  'erste_bank_und_sparkassen',
  'hypo_alpeadriabank_international_ag',
  'hypo_bank_burgenland_aktiengesellschaft',
  'hypo_noe_lb_fur_niederosterreich_u_wien',
  'hypo_oberosterreich_salzburg_steiermark',
  'hypo_tirol_bank_ag',
  'hypo_vorarlberg_bank_ag',
  'marchfelder_bank',
  'oberbank_ag',
  'raiffeisen_bankengruppe_osterreich',
  'schoellerbank_ag',
  'sparda_bank_wien',
  'volksbank_gruppe',
  'volkskreditbank_ag',
  'vr_bank_braunau',
] as const;

export const eps = defineRedirectMethod<'eps', { bank?: (typeof BANKS)[number] | undefined }>({
  type: 'eps',
  name: 'EPS',
  noun: 'bank account',
  currencies: ['eur'],
  countries: ['AT'],
  required: ['name'],
  savedAs: null,
  own: v.strictObject({ bank: v.optional(v.picklist(BANKS)) }),
  shown: ({ bank = null }) => ({ bank }) satisfies Stripe.PaymentMethod.Eps,
  charged: ({ details: { bank = null }, billingDetails: { name } }) =>
    ({ bank, verified_name: name ?? HOLDER }) satisfies Stripe.Charge.PaymentMethodDetails.Eps,
  refundedTo: { eps: {}, type: 'eps' },
});
