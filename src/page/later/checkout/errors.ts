import type { WireError } from '../../../wire/index.js';
import type { CheckoutError, CheckoutPaymentFailed } from '../../types/index.js';

/** Makes the public error of an action from that of the API, or of the page itself. */
export type Explain<Error> = (error: Reason) => Error;

/** The error of an answer, or of another method of the page. */
type Reason = Pick<WireError, 'message'> & { [Name in keyof Omit<WireError, 'message'>]?: unknown };

export const plain: Explain<CheckoutError> = ({ message }) => ({ message, code: null });

export const ofEmail =
  (email: string | null): Explain<CheckoutError<'incompleteEmail' | 'invalidEmail'>> =>
  ({ message, param }) => ({
    message,
    code: param !== 'email' ? null : /@.+\../.test(`${email}`) ? 'invalidEmail' : 'incompleteEmail',
  });

export const ofCode: Explain<CheckoutError<'invalidCode' | 'promotionCodeAmountInsufficient'>> = ({
  message,
  code,
  param,
}) => ({
  message,
  code:
    code === 'promotion_code_amount_insufficient'
      ? 'promotionCodeAmountInsufficient'
      : param === 'promotion_code'
        ? 'invalidCode'
        : null,
});

export const ofTaxId: Explain<CheckoutError<'invalidTaxId'>> = ({ message, param }) => ({
  message,
  code: `${param}`.startsWith('tax_id[') ? 'invalidTaxId' : null,
});

export const ofPayment: Explain<CheckoutError | CheckoutPaymentFailed> = ({
  message,
  decline_code: declineCode,
  payment_intent: payment,
  setup_intent: setup,
  type,
}) =>
  type === 'card_error' || payment || setup
    ? {
        message,
        code: 'paymentFailed',
        paymentFailed: { declineCode: declineCode === undefined ? null : `${declineCode}` },
      }
    : { message, code: null };
