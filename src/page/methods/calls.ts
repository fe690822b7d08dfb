import type { CallMethod, JsonObject } from '../../wire/index.js';
import { ELEMENT_TYPES, methodOf, notMounted } from '../elements/element-types.js';
import type { ElementRegister } from '../elements/elements.js';
import { callAgent } from '../link/agent.js';
import type { FrameContext } from '../link/frame-context.js';
import type { CallOutcome } from '../link/frame-link.js';

/**
 * Function that makes a frame carry out a call.
 *
 * @param element The Element whose frame makes it, or a copy of it. With `undefined`, a hidden frame makes
 * it.
 * @param type The type of payment method that the Element has to be for; any type without it.
 */
export type Call = (
  method: CallMethod,
  params: JsonObject,
  element: unknown,
  signal?: AbortSignal,
  type?: unknown,
) => Promise<CallOutcome>;

export const createCall =
  (context: FrameContext, register: ElementRegister): Call =>
  async (method, params, element, signal, type) => {
    if (element === undefined) return callAgent(context, method, params, signal);
    const found = register.get((element as { _elementId: string } | null)?._elementId as string);
    // A security code is sent by its own frame, a card by the frame of its number.
    const ofCvc = /Cvc/.test(method);
    const handle = ofCvc ? found?.own : found?.sender();
    if (handle?.mounted && (ofCvc ? handle.type === 'cardCvc' : !type || methodOf(handle.type) === type))
      return handle.ask(method, params, signal);
    throw notMounted(ofCvc ? 'cardCvc' : handle?.mounted ? undefined : found?.own.type);
  };

/**
 * Removes the Element from the data of a payment method and returns it, or `null` when it is missing. A card's token, and a type that
 * has no Element, need none: their data stay, and the hidden frame refuses those that a page may not have.
 */
export function takeElement(data: JsonObject, type: string): unknown {
  const own = data[type] as JsonObject | undefined;
  data.type = type;
  const hasElement = ELEMENT_TYPES.some((element) => methodOf(element) === type);
  if (hasElement ? type === 'card' && own?.token : !own?._elementId) return undefined;
  delete data.type;
  delete data[type];
  return own ?? null;
}
