import type { Field } from '../../input/field.js';
import { identityOf, neighbours } from '../../runtime/group-frames.js';
import type { Opening } from '../../runtime/serve-page.js';
import './texts.js';

/** The email address of a group's payer, as the other Elements of the group use it. */
export type Contact = Pick<Field, 'raw' | 'error' | 'reveal'>;

declare global {
  interface Window {
    /** The address that is typed into this frame, and whom the frame serves. */
    payframeContact?: { identity: string; contact: Contact } | undefined;
    /** A frame that takes the address over. */
    payframeContactUser?: { identity: string; refresh(): void };
  }
}

/**
 * Lets the other frames of a group read an email address. It does not go through the page.
 *
 * @returns A function that tells them of a change.
 */
export function shareContact(opening: Opening, contact: Contact): () => void {
  const identity = identityOf(opening);
  self.payframeContact = { identity, contact };
  const tell = () => {
    for (const { payframeContactUser: user } of neighbours()) if (user?.identity === identity) user.refresh();
  };
  addEventListener('pagehide', () => {
    self.payframeContact = undefined;
    tell();
  });
  return tell;
}

/**
 * Returns a function for the email address of another Element of the group, while there is one.
 *
 * @param refresh Called when the address changes.
 */
export function followContact(opening: Opening, refresh: () => void): () => Contact | undefined {
  const identity = identityOf(opening);
  self.payframeContactUser = { identity, refresh };
  return () =>
    neighbours().find(({ payframeContact }) => payframeContact?.identity === identity)?.payframeContact
      ?.contact;
}
