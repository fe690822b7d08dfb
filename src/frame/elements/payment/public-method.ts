import type { SavedMethod } from '../../../contract/elements-session.js';
import type { JsonObject } from '../../../wire/index.js';

/** Returns a saved method as the public events have it. */
export const publicOf = ({ id, type, billing_details }: SavedMethod): JsonObject => ({
  id,
  type,
  billing_details: billing_details as JsonObject,
});
