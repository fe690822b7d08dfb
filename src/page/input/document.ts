import { IntegrationError } from '../errors.js';

/**
 * Checks that there is a document.
 *
 * @throws IntegrationError on a server.
 */
export function requireDocument(): void {
  if (typeof document === 'undefined') {
    throw new IntegrationError('Payframe needs a browser.', 'no_document');
  }
}
