import type { JsonObject } from '../../../wire/index.js';
import type {
  CheckoutActions,
  CheckoutResult,
  CheckoutValidationError,
  PayframeElements,
} from '../../types/index.js';
import type { Confirm } from './confirm.js';
import { customerParams } from './customer.js';
import type { Completeness } from './elements.js';
import { type Explain, ofCode, ofEmail, ofTaxId, plain } from './errors.js';
import type { LiveSession } from './session.js';

/** Creates what a page does with its session. */
export function checkoutActions(
  { ask, now, settle }: LiveSession,
  elements: PayframeElements,
  { missing }: Pick<Completeness, 'missing'>,
  confirm: Confirm,
): CheckoutActions {
  let last: Promise<unknown> = Promise.resolve();

  /** Runs one action after the other, so that the last one wins. None rejects. */
  function inTurn<Error>(
    explain: Explain<Error>,
    action: () => Promise<CheckoutResult<Error>>,
  ): Promise<CheckoutResult<Error>> {
    const result = last.then(action).catch((error: unknown) => ({
      type: 'error' as const,
      error: explain({ message: (error as Error & { message?: string })?.message ?? `${error}` }),
    }));
    last = result;
    return result;
  }

  /** @param told Returns the parameters, and throws for what no page may send. */
  const change = <Error>(explain: Explain<Error>, told: () => JsonObject) =>
    inTurn(explain, async () => settle(await ask('change', told()), explain));

  const take = (price: string, count: (usual: number) => number) =>
    change(plain, () => {
      const item = now().optionalItems?.find(({ priceId }) => priceId === price);
      return { optional_item: { price, quantity: count(item?.quantity ?? 1) } };
    });

  return {
    getSession: now,
    applyPromotionCode: (code) => change(ofCode, () => ({ promotion_code: `${code}`.trim() || ' ' })),
    removePromotionCode: () => change(plain, () => ({ promotion_code: '' })),
    updateEmail: (email) => change(ofEmail(email), () => customerParams({ email })),
    updatePhoneNumber: (phoneNumber) => change(plain, () => customerParams({ phoneNumber })),
    updateBillingAddress: (billingAddress) => change(plain, () => customerParams({ billingAddress })),
    updateShippingAddress: (shippingAddress) => change(plain, () => customerParams({ shippingAddress })),
    updateIndividualName: (individualName) => change(plain, () => customerParams({ individualName })),
    updateBusinessName: (businessName) => change(plain, () => customerParams({ businessName })),
    updateLineItemQuantity: ({ lineItem: id, quantity }) =>
      change(plain, () => ({ line_item: { id, quantity } })),
    updateShippingOption: (shipping_rate) => change(plain, () => ({ shipping_rate })),
    updateTaxIdInfo: (info) =>
      change(ofTaxId, () =>
        customerParams({ businessName: info?.businessName ?? null, taxId: info?.taxId ?? null }),
      ),
    addOptionalLineItem: (price) => take(price, (usual) => usual),
    removeOptionalLineItem: (price) => take(price, () => 0),
    runServerUpdate: (update) =>
      inTurn(plain, async () => {
        await update();
        return settle(await ask('open'), plain);
      }),
    validateElements: () =>
      inTurn<CheckoutValidationError>(
        ({ message }) => ({ message, code: null, validation_errors: [] }),
        async () => {
          const { error } = await elements.submit();
          if (!error) return { type: 'success', session: now() };
          const { code, message } = error;
          const [element = 'payment'] = missing();
          return {
            type: 'error',
            error:
              code === 'element_not_mounted'
                ? { message, code: 'no_elements', validation_errors: [] }
                : { message, code: 'validation_error', validation_errors: [{ message, element }] },
          };
        },
      ),
    confirm: (options) => confirm(options, (action, explain) => inTurn(explain, action)),
  };
}
