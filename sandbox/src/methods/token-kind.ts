import type * as v from 'valibot';
import type { Viewer } from '../kernel/http/caller.js';
import type { Work } from '../kernel/scope.js';
import type { BillingDetails } from './billing-details.js';

/** The account that details are read for, and the time. */
export type ReadScope = Pick<Work, 'accountId' | 'livemode' | 'now' | 'secrets'>;

/** A token that was used up. */
export interface SpentToken {
  /** The type of its kind. */
  type: string;
  details: object;
}

/** What an account can be paid out to: a bank account of test mode, or a card. */
export type Payee = BankPayee | CardPayee;

interface BankPayee {
  id: string;
  /** The `name` of the test account. */
  bank: string;
  currency: string;
  holderName: string | null;
  holderType: string | null;
}

export interface CardPayee {
  id: string;
  /** The `name` of the test card. */
  testCard: string;
  /** The currency that its token names, if it names one. */
  currency: string | null;
  isDebit: boolean;
  /** Its object in the API, as a server sees it. */
  shown: object;
}

/** A kind of token: its parameters, the details that are stored, and its object. */
export interface TokenKind<Details extends object = object, Params = unknown> {
  /** Name of its parameter, and of its property in the token: `bank_account`. */
  type: string;
  /** Prefix of its ids: `tok`. */
  prefix: string;
  params: v.GenericSchema<unknown, Params>;
  /** Reads the parameters. Only the result is ever stored. */
  read(params: Params, scope: ReadScope): Details;
  /** Returns the property `<type>` of the token in the API. A kind without it shows only its type. */
  object?(details: Details, viewer: Viewer): object;
  /** Returns what an account can be paid out to by it. By a kind without it, none can. */
  payee?(details: Details): Payee;
  /** Creates the details of a constant of test mode, such as `tok_visa`; `undefined` where the id is none. */
  named?(id: string, scope: ReadScope): Details | undefined;
  /** Creates the details from those of a saved payment method of the same type. */
  saved?(details: object, billingDetails: BillingDetails): Details;
}
