import type { PayframeError } from '../errors.js';
import type { PaymentMethod, Token } from '../objects/api-objects.js';
import type { ConfirmationToken, PaymentIntent, SetupIntent } from '../objects/intents.js';

export type TokenResult = { token: Token; error?: undefined } | { token?: undefined; error: PayframeError };

export type PaymentMethodResult =
  | { paymentMethod: PaymentMethod; error?: undefined }
  | { paymentMethod?: undefined; error: PayframeError };

export type PaymentIntentResult =
  | { paymentIntent: PaymentIntent; error?: undefined }
  | { paymentIntent?: undefined; error: PayframeError };

export type SetupIntentResult =
  | { setupIntent: SetupIntent; error?: undefined }
  | { setupIntent?: undefined; error: PayframeError };

export type PaymentIntentOrSetupIntentResult =
  | { paymentIntent: PaymentIntent; setupIntent?: undefined; error?: undefined }
  | { paymentIntent?: undefined; setupIntent: SetupIntent; error?: undefined }
  | { paymentIntent?: undefined; setupIntent?: undefined; error: PayframeError };

export type ConfirmationTokenResult =
  | { confirmationToken: ConfirmationToken; error?: undefined }
  | { confirmationToken?: undefined; error: PayframeError };

export type SubmitResult =
  | { error: PayframeError; selectedPaymentMethod?: undefined }
  | { error?: undefined; selectedPaymentMethod: string };

export type VerificationSessionResult =
  | { verificationSession: { id: string }; error?: undefined }
  | { verificationSession?: undefined; error: PayframeError };
