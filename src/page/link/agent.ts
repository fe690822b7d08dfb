import type { CallMethod, JsonObject } from '../../wire/index.js';
import { requireDocument } from '../input/document.js';
import type { FrameContext } from './frame-context.js';
import type { CallOutcome, FrameLink } from './frame-link.js';

/** Opens a hidden frame on the host, directly in the document. */
export function openAgent(context: FrameContext): FrameLink {
  requireDocument();
  // A script in the page's head may run before there is a body.
  const link = context.openFrame(context, document.body ?? document.documentElement, { name: 'agent.html' });
  link.iframe.style.display = 'none';
  return link;
}

/** Makes a call that needs no Element, in a hidden frame that exists only for that call. */
export async function callAgent(
  context: FrameContext,
  method: CallMethod,
  params: JsonObject,
  signal?: AbortSignal,
): Promise<CallOutcome> {
  const link = openAgent(context);
  const outcome = await link.call(method, params, signal);
  link.close();
  return outcome;
}
