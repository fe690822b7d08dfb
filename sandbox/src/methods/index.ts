export type {
  AttemptError,
  Deposits,
  MandateChange,
  PaymentContext,
  PaymentResult,
  Settlement,
} from './attempt.js';
export type { BillingDetails } from './billing-details.js';
export type { Dispute, DisputeCase } from './dispute-case.js';
export { LACKING } from './lacking.js';
export { decidedLater, EXPIRED } from './late-answer.js';
export type { Method, ReadContext } from './method.js';
export { obstaclesOf, offeredMethods } from './offered.js';
export { type MethodType, methods, type OptionsByType } from './registry.js';
export type { CardPayee, Payee, TokenKind } from './token-kind.js';
