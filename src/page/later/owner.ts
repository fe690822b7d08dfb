import type { ElementRegister } from '../elements/elements.js';
import type { FrameContext } from '../link/frame-context.js';

/** What a method of the later script knows of its Payframe object. */
export interface Owner {
  context: FrameContext;
  register: ElementRegister;
}
