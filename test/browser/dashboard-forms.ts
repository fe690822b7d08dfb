import { registry } from '../../sandbox/src/resources/registry.js';

/** Which forms of the dashboard the tests of which file send, by the path of the form. `testFormsOf` checks that they do. */
export const DASHBOARD_FORMS = {
  dashboard: [
    '/keys/:id/reveal',
    '/keys/:id/revoke',
    '/keys/:id/roll',
    '/keys/new/:kind',
    '/payment-links/:id/active',
    '/payment-links/new',
  ],
  'dashboard-customer': ['/customers/:id/delete', '/customers/:id/detach/:method', '/customers/:id/edit'],
  'dashboard-dispute': ['/disputes/:id/accept', '/disputes/:id/evidence', '/disputes/:id/submit'],
  'dashboard-lists': registry.listings.flatMap(({ listing }) =>
    listing.finder ? [`/${listing.page}/find`] : [],
  ),
  'dashboard-payment': ['/payments/:id/cancel', '/payments/:id/capture', '/payments/:id/refund'],
  'dashboard-people': [
    '/audit/find',
    '/join/:secret',
    '/me/sign-out',
    '/me/sign-out-everywhere',
    '/people',
    '/people/:id',
    '/people/:id/invite',
    '/people/:id/remove',
    '/sign-in',
  ],
  'dashboard-requests': ['/requests/find'],
  'dashboard-search': ['/search'],
  'dashboard-settings': [
    ...registry.switches.map(({ page }) => `/${page}`),
    ...registry.profiles.map(({ page }) => `/${page}`),
    '/accounts/:id/onboard',
    '/accounts/:id/reject',
    '/keys/:id',
  ],
  'dashboard-time-zone': ['/time-zone'],
  'dashboard-two-factor': [
    '/me/two-factor',
    '/me/two-factor/off',
    '/me/two-factor/recovery-codes',
    '/people/:id/reset-two-factor',
    '/people/require-two-factor',
    '/sign-in/code',
  ],
  'dashboard-webhooks': [
    '/webhooks/:id/:event/resend',
    '/webhooks/:id/delete',
    '/webhooks/:id/disable',
    '/webhooks/:id/edit',
    '/webhooks/:id/enable',
    '/webhooks/:id/reveal',
    '/webhooks/:id/test',
    '/webhooks/new',
  ],
} as const satisfies Record<string, readonly string[]>;
