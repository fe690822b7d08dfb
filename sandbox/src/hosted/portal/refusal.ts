import { ApiError } from '../../kernel/errors.js';
import type { PortalKey, PortalLanguage } from './texts.js';

/** What a customer asked for, and can't have. It is told in their language. */
export class Refusal extends Error {
  constructor(readonly text: PortalKey) {
    super(text);
  }
}

/** Fields whose values the API checks. */
const FIELDS = ['email', 'name', 'phone'] as const;

/** Returns what a customer is told of an error. One that is not theirs is thrown on. */
export function problemIn(error: unknown, { say }: PortalLanguage): string {
  if (error instanceof Refusal) return say(error.text);
  if (!(error instanceof ApiError) || error.status >= 500) throw error;
  const field = FIELDS.find((name) => name === error.body.error.param);
  return field ? say('check_field', { field: say(field) }) : say('try_again');
}
