import { refuseSecret } from '../input/options.js';
import type { FrameContext } from '../link/frame-context.js';
import { result } from '../methods/result.js';
import type { CallOptions, VerificationSessionResult } from '../types/index.js';
import type { Owner } from './owner.js';

/** The dialogs that are open, each with what its calls get. */
const open = new WeakMap<FrameContext, Promise<VerificationSessionResult>>();

/**
 * Shows the dialog in which a person is verified. While it is open, each call gets its result.
 *
 * @throws IntegrationError for a secret key in place of the client secret.
 */
export function verifyIdentity(
  { context }: Owner,
  secret: unknown,
  options?: CallOptions,
): Promise<VerificationSessionResult> {
  const client_secret = refuseSecret(`${secret}`, 'clientSecret');
  const shown =
    open.get(context) ??
    context.authenticate(context, { client_secret }, options?.signal).then((outcome) => {
      open.delete(context);
      return result<VerificationSessionResult>('verificationSession', outcome);
    });
  open.set(context, shown);
  return shown;
}
