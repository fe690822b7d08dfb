import type { VersionChange } from '../../kernel/versions.js';
import { UI_MODES } from './params.js';

/** The version in which the ways to show a checkout, and the list of its payment methods, got their names of today. */
const DAHLIA = '2026-03-25';

const FORMER_MODES = Object.fromEntries(Object.entries(UI_MODES).map(([former, now]) => [now, former]));

export const versions: VersionChange[] = [
  {
    since: DAHLIA,
    object: 'checkout.session',
    before: ({ allowed_payment_method_types: _, excluded_payment_method_types: __, ...session }) => ({
      ...session,
      ui_mode: FORMER_MODES[session.ui_mode] ?? session.ui_mode,
    }),
  },
  {
    since: '2025-03-31',
    object: 'checkout.session',
    before: ({ collected_information: collected, ...session }) => ({
      ...session,
      shipping_details: collected?.shipping_details ?? null,
    }),
  },
];
