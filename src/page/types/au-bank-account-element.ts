import type {
  ElementBase,
  ElementChangeEvent,
  ElementClasses,
  ElementEvents,
  ElementStyle,
  VisibilityOption,
} from './element.js';

/** Bank account in Australia: its BSB number and account number, for BECS Direct Debit. */
export type PayframeAuBankAccountElement = ElementBase<
  AuBankAccountElementOptions,
  AuBankAccountElementEvents
>;

export interface AuBankAccountElementOptions extends VisibilityOption {
  iconStyle?: 'default' | 'solid';
  hideIcon?: boolean;
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
  style?: ElementStyle;
  disabled?: boolean;
}

export interface AuBankAccountElementEvents extends ElementEvents<'auBankAccount'> {
  change: AuBankAccountElementChangeEvent;
}

export interface AuBankAccountElementChangeEvent extends ElementChangeEvent<'auBankAccount'> {
  /** Name of the bank; empty if the frame does not know it. */
  bankName: string;
}
