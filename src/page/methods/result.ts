import { PayframeError } from '../errors.js';
import type { CallOutcome } from '../link/frame-link.js';

/** The name under which a result has what was asked for. */
type ResultName<R> = Exclude<R extends unknown ? keyof R : never, 'error'>;

/** What a method resolves with. The frame vouches that a value is what the public types say. */
export const result = <R extends Record<string, unknown>>(
  name: ResultName<R>,
  { value, error }: CallOutcome,
): R => (error ? { error: new PayframeError(error) } : { [name]: value }) as R;
