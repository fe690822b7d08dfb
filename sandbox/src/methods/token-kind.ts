import type * as v from 'valibot';
import type { Viewer } from '../kernel/http/caller.js';
import type { Work } from '../kernel/scope.js';

/** Whose details are read, and when. */
export type ReadScope = Pick<Work, 'accountId' | 'livemode' | 'now' | 'secrets'>;

/** A token that was used up. */
export interface SpentToken {
  /** The type of its kind. */
  type: string;
  details: object;
}

/** A kind of token: its parameters, what is kept of them, and its object. */
export interface TokenKind<Details extends object = object, Params = unknown> {
  /** The name of its parameter, and of its property in the token: `bank_account`. */
  type: string;
  /** The prefix of its ids: `tok`. */
  prefix: string;
  params: v.GenericSchema<unknown, Params>;
  /** Reads the parameters. Nothing is ever kept of them but the result. */
  read(params: Params, scope: ReadScope): Details;
  /** The property `<type>` of the token in the API. A kind without it shows only its type. */
  object?(details: Details, viewer: Viewer): object;
}
