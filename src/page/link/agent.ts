import type { CallMethod, JsonObject } from '../../wire/index.js';
import { requireDocument } from '../input/document.js';
import type { FrameContext } from './frame-context.js';
import type { CallOutcome, FrameLink } from './frame-link.js';

/** Opens a hidden frame on the host, directly in the document. By default, it is of no Element. */
export function openAgent(context: FrameContext, path = 'agent.html'): FrameLink {
  requireDocument();
  // A script in the page's head may run before there is a body.
  const link = context.openFrame(context, document.body ?? document.documentElement, { path });
  link.iframe.style.display = 'none';
  return link;
}

/** Makes a call that needs no mounted Element, in a hidden frame that exists only for that call. */
export async function callAgent(
  context: FrameContext,
  method: CallMethod,
  params: JsonObject,
  signal?: AbortSignal,
  path?: string,
): Promise<CallOutcome> {
  const link = openAgent(context, path);
  const outcome = await link.ask(method, params, signal);
  link.close();
  return outcome;
}
