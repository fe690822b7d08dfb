import type { JsonObject, WireError } from '../../wire/index.js';
import type { Field } from '../input/field.js';
import type { FieldErrorCode } from '../input/text-rule.js';
import { identityOf, neighbours } from './group-frames.js';
import type { Opening } from './serve-page.js';

/** What an Element lets the others of its group use. It does not go through the page. */
export interface GroupPart {
  /** Returns whether it asks for a billing detail, by its path, so that the others do not. */
  asks(path: string): boolean;
  /** Resolves once its fields can be checked. */
  ready?(): Promise<void>;
  /** The fields that a call of another Element checks too. */
  fields(): Pick<Field, 'error' | 'reveal'>[];
  /** Returns the error of one of its fields, in words that the other frames need not have. */
  describe(code: FieldErrorCode): WireError;
  /** Billing details that are typed there, without what is empty. */
  billing?(): JsonObject;
  /** Name, phone number and address of who gets the goods, without what is empty. */
  shipping?(): JsonObject;
}

declare global {
  interface Window {
    /** The part of this frame, and whom the frame serves. */
    payframePart?: { identity: string; part: GroupPart } | undefined;
    /** A frame that uses the parts of others. */
    payframePartUser?: { identity: string; refresh(): void };
  }
}

/**
 * Lets the other frames of a group use a part of this one.
 *
 * @returns A function that tells them of a change.
 */
export function sharePart(opening: Opening, part: GroupPart): () => void {
  const identity = identityOf(opening);
  self.payframePart = { identity, part };
  const tell = () => {
    for (const { payframePartUser: user } of neighbours()) if (user?.identity === identity) user.refresh();
  };
  addEventListener('pagehide', () => {
    self.payframePart = undefined;
    tell();
  });
  return tell;
}

/**
 * Returns a function for the parts of a group's Elements.
 *
 * @param refresh Called when one of them changes.
 */
export function followParts(opening: Opening, refresh: () => void): () => GroupPart[] {
  const identity = identityOf(opening);
  self.payframePartUser = { identity, refresh };
  return () =>
    neighbours().flatMap(({ payframePart: shared }) => (shared?.identity === identity ? shared.part : []));
}
