import type { FrameContext } from '../link/frame-context.js';
import type { Payframe } from '../types/index.js';

/** What a method of the later script knows of its Payframe object. */
export interface Owner {
  context: FrameContext;
  payframe: Pick<Payframe, 'createConfirmationToken' | 'elements' | 'handleNextAction'>;
}
