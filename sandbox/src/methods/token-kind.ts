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

/** A kind of token: what is sent for it, kept and shown. */
export interface TokenKind<Details extends object = object, Params = unknown> {
  /** The name of its parameter, and of its property in the token: `bank_account`. */
  type: string;
  /** What the ids of its tokens begin with. */
  prefix: string;
  params: v.GenericSchema<unknown, Params>;
  /** Reads what was sent. What it gives is all that is ever kept of it. */
  read(params: Params, scope: ReadScope): Details;
  /** What the API shows of it; without it nothing but the type. */
  object?(details: Details, viewer: Viewer): object;
}
