import type { CallMethod, JsonObject } from '../wire/index.js';
import { requireDocument } from './container.js';
import { type FrameContext, openingMessage } from './frame-context.js';
import type { CallOutcome } from './frame-link.js';

/** Has a hidden frame on the host make a call that has no Element; the frame is there for that call alone. */
export async function callAgent(
  context: FrameContext,
  method: CallMethod,
  params: JsonObject,
  signal?: AbortSignal,
): Promise<CallOutcome> {
  requireDocument();
  const link = context.openFrame(document.body, {
    url: `${context.host}/frame/v1/agent.html`,
    title: '',
    init: () => openingMessage(context, {}),
  });
  link.iframe.style.setProperty('display', 'none');
  const outcome = await link.call(method, params, context.agent(), signal);
  link.close({ type: 'api_connection_error', message: 'The call has ended.' });
  return outcome;
}
