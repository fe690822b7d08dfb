import { type IdentityFailure, identityFailure, type Session } from '../../frame/challenge/identity.js';
import type { CallOutcome } from '../../page/link/frame-link.js';

/** How the dialog of `verifyIdentity` ends: something was submitted, or the code of the error. */
export type IdentityOutcome = 'submitted' | IdentityFailure;

/** Creates the stand-in for that dialog. As in the sandbox, nothing can be submitted twice with a client secret. */
export function createIdentity(
  outcome: IdentityOutcome | (() => IdentityOutcome | Promise<IdentityOutcome>),
) {
  const used = new Set<string>();
  return async ({ id, client_secret }: Session): Promise<CallOutcome> => {
    if (used.has(client_secret)) return identityFailure('session_expired') as CallOutcome;
    const end = typeof outcome === 'function' ? await outcome() : outcome;
    if (end !== 'submitted') return identityFailure(end) as CallOutcome;
    used.add(client_secret);
    return { value: { id } };
  };
}
