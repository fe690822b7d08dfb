import { refuseSecret } from '../input/options.js';
import type { FrameContext } from '../link/frame-context.js';
import type { Payframe, VerificationSessionResult } from '../types/index.js';
import { result } from './result.js';

/**
 * Creates the method that shows the dialog in which a person is verified. While it is open, each call gets its promise.
 *
 * @throws IntegrationError for a secret key in place of the client secret.
 */
export function identityMethod(context: FrameContext): Payframe['verifyIdentity'] {
  let shown: Promise<VerificationSessionResult> | undefined;
  return (secret, options) => {
    const client_secret = refuseSecret(`${secret}`, 'clientSecret');
    shown ??= context.authenticate(context, { client_secret }, options?.signal).then((outcome) => {
      shown = undefined;
      return result('verificationSession', outcome);
    });
    return shown;
  };
}
