import { readGroup } from '../elements/elements.js';
import { copyOptions } from '../input/options.js';
import type {
  CallOptions,
  ConfirmationTokenResult,
  CreateConfirmationToken,
  Payframe,
  PaymentMethodResult,
  TokenResult,
} from '../types/index.js';
import { type Call, takeElement } from './calls.js';
import { result } from './result.js';

/** Creates the methods that send the data of Elements and return the object that the API creates from it. */
export const createMethods = (
  call: Call,
): Pick<Payframe, 'createToken' | 'createPaymentMethod' | 'createConfirmationToken'> => ({
  async createToken(element: unknown = null, data?: unknown, options?: CallOptions): Promise<TokenResult> {
    if (element === 'cvc_update')
      return result('token', await call('createCvcToken', {}, data ?? null, options?.signal));
    // The name of a type: the page has the data itself, and a hidden frame sends them.
    const [own, sender] = typeof element === 'string' ? [{ [element]: data }] : [data, element];
    return result('token', await call('createToken', copyOptions(own, 'data'), sender, options?.signal));
  },

  async createPaymentMethod(
    given?: unknown,
    ofOlderForm?: unknown,
    itsData?: object,
  ): Promise<PaymentMethodResult> {
    const { elements, element, params, signal, ...own } = (
      typeof given === 'string' ? { ...itsData, type: given, [given]: ofOlderForm } : (given ?? {})
    ) as Record<string, unknown> & CallOptions;
    let sender = elements ? readGroup(elements, 'createPaymentMethod').sender : element;
    const data = copyOptions(sender === undefined ? own : params, 'data');
    const { type } = data;
    if (sender === undefined) sender = takeElement(data, type as string);
    return result('paymentMethod', await call('createPaymentMethod', data, sender, signal, type));
  },

  async createConfirmationToken({
    elements,
    params,
    signal,
  }: Partial<CreateConfirmationToken> = {}): Promise<ConfirmationTokenResult> {
    const { sender } = readGroup(elements, 'createConfirmationToken');
    const copy = copyOptions(params, 'params');
    return result('confirmationToken', await call('createConfirmationToken', copy, sender, signal));
  },
});
