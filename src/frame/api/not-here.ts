import type { Answer } from './answer.js';

/** A call that another frame answers. */
export const notHere = (): Answer => ({
  error: {
    type: 'invalid_request_error',
    code: 'method_not_available',
    message: 'This Element does not do what was asked of it.',
  },
});
