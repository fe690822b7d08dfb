import type { CallMethod, JsonObject } from '../../wire/index.js';
import { methodOf } from '../elements/element-types.js';
import type { ElementRegister } from '../elements/elements.js';
import { IntegrationError } from '../errors.js';
import { callAgent } from './agent.js';
import type { FrameContext } from './frame-context.js';
import type { CallOutcome } from './frame-link.js';

/**
 * Has a frame make a call.
 *
 * @param element Whose frame does; `undefined` for none, which a hidden one stands in for. A copy of it will do.
 * @param type Of the payment method that the Element has to be for, where that is said.
 */
export type Call = (
  method: CallMethod,
  params: JsonObject,
  element: unknown,
  type?: unknown,
  signal?: AbortSignal,
) => Promise<CallOutcome>;

export const createCall =
  (context: FrameContext, register: ElementRegister): Call =>
  async (method, params, element, type, signal) => {
    if (element === undefined) return callAgent(context, method, params, signal);
    const found = register.get((element as { _elementId: string } | null)?._elementId as string);
    // A security code's own frame makes its token; a card is its number's to send.
    const ofCvc = /Cvc/.test(method);
    const handle = ofCvc ? found?.own : found?.sender();
    if (handle?.mounted && (ofCvc ? handle.type === 'cardCvc' : !type || methodOf(handle.type) === type))
      return handle.call(method, params, signal);
    throw new IntegrationError(
      'Pass a mounted Element of this Payframe object.',
      'element_not_mounted',
      'element',
    );
  };

/**
 * Takes the Element of a payment method out of its data; it is `null` where there should be one. A card's token needs
 * none, and stays.
 */
export function takeElement(data: JsonObject, type: string): unknown {
  const element = data[type] as JsonObject | undefined;
  delete data.type;
  if (type === 'card' && element?.token) return undefined;
  delete data[type];
  return element ?? null;
}
