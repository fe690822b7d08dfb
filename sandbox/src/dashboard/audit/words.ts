import { registry } from '../../resources/registry.js';

export const RESET_TWO_FACTOR = 'Reset a person’s two-factor';

/** What each form of the dashboard does, by its path. */
const WORDS: Readonly<Record<string, string>> = {
  '/sign-in': 'Sign in: password',
  '/sign-in/code': 'Sign in: code',
  '/join/:secret': 'Choose a password',
  '/me/sign-out': 'Sign out',
  '/me/sign-out-everywhere': 'Sign out everywhere',
  '/me/two-factor': 'Turn on two-factor',
  '/me/two-factor/off': 'Turn off two-factor',
  '/me/two-factor/recovery-codes': 'Create new recovery codes',
  '/people': 'Invite a person',
  '/people/:id': 'Change a person’s role',
  '/people/:id/invite': 'Create a new link for a person',
  '/people/:id/remove': 'Remove a person',
  '/people/:id/reset-two-factor': RESET_TWO_FACTOR,
  '/people/require-two-factor': 'Change whether everyone needs two-factor',
  '/payments/:id/cancel': 'Cancel a payment',
  '/payments/:id/capture': 'Capture a payment',
  '/payments/:id/refund': 'Refund a payment',
  '/customers/:id/delete': 'Delete a customer',
  '/customers/:id/detach/:method': 'Detach a payment method of a customer',
  '/customers/:id/edit': 'Edit a customer',
  '/disputes/:id/accept': 'Accept a dispute',
  '/disputes/:id/evidence': 'Save evidence for a dispute',
  '/disputes/:id/submit': 'Submit the evidence for a dispute',
  '/payment-links/new': 'Create a payment link',
  '/payment-links/:id/active': 'Switch a payment link on or off',
  '/accounts/:id/onboard': 'Open the onboarding of an account',
  '/accounts/:id/reject': 'Reject an account',
  '/webhooks/new': 'Create an endpoint',
  '/webhooks/:id/delete': 'Delete an endpoint',
  '/webhooks/:id/disable': 'Disable an endpoint',
  '/webhooks/:id/edit': 'Edit an endpoint',
  '/webhooks/:id/enable': 'Enable an endpoint',
  '/webhooks/:id/reveal': 'Reveal the secret of an endpoint',
  '/webhooks/:id/test': 'Send a test event',
  '/webhooks/:id/:event/resend': 'Resend an event',
  '/keys/new/:kind': 'Create a key',
  '/keys/:id': 'Change a key',
  '/keys/:id/reveal': 'Reveal a key',
  '/keys/:id/revoke': 'Revoke a key',
  '/keys/:id/roll': 'Roll a key',
  ...Object.fromEntries(
    [...registry.switches, ...registry.profiles].map(
      ({ page, title }) => [`/${page}`, `Change settings: ${title}`] as const,
    ),
  ),
};

/** Forms that change nothing but what their sender sees. */
const CHANGES_NOTHING = /\/find$|^\/(?:search|time-zone)$/;

/** Everything that is recorded, in words. */
export const ALL_WORDS: readonly string[] = Object.values(WORDS).sort();

/**
 * Returns what a form does, in words; `undefined` where it changes nothing.
 *
 * @throws Error for a form without words, so that none is forgotten.
 */
export function wordsOf(path: string): string | undefined {
  if (CHANGES_NOTHING.test(path)) return undefined;
  const words = WORDS[path];
  if (words === undefined) throw new Error(`The audit log has no words for the form ${path}.`);
  return words;
}
