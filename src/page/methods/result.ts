import { PayframeError } from '../errors.js';
import type { CallOutcome } from '../link/frame-link.js';

/** The name of the property that holds the value of a result. */
type ResultName<R> = Exclude<R extends unknown ? keyof R : never, 'error'>;

/** Makes the result of a method. The frame guarantees that the value has the public type. */
export const result = <R extends Record<string, unknown>>(
  name: ResultName<R>,
  { value, error }: CallOutcome,
): R => (error ? { error: new PayframeError(error) } : { [name]: value }) as R;
