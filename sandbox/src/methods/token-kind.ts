import type * as v from 'valibot';
import type { Viewer } from '../kernel/http/caller.js';
import type { Work } from '../kernel/scope.js';

/** The account that details are read for, and the time. */
export type ReadScope = Pick<Work, 'accountId' | 'livemode' | 'now' | 'secrets'>;

/** A token that was used up. */
export interface SpentToken {
  /** The type of its kind. */
  type: string;
  details: object;
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
}
