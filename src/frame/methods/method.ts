import type { BillingPath, ElementsSession, SessionMethod } from '../../contract/elements-session.js';
import type { JsonObject } from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import type { Request } from '../api/sender.js';
import type { Field } from '../input/field.js';
import type { FieldErrorCode, TextRule } from '../input/text-rule.js';
import type { TextKey } from '../language/locales/texts.js';

/** Value of a choice, and the text that stands for it. */
export type Choice = [value: string, text: string];

/** Field of a payment method. The Payment Element draws it, with its label above and its error below. */
export interface MethodField {
  /** The name by which `data` and `options` get its text. It may not be the path of a billing detail. */
  name: string;
  /** The key of its label, or a function that returns a label which depends on other fields. */
  label: TextKey | (() => string);
  /** Makes it a native `select`. An empty value stands for no choice yet; without one the first is chosen. */
  choices?(): Choice[];
  /** The rule by which an input reads and shows its text. By default it takes any text of at most 200 characters. */
  rule?: TextRule;
  /** Returns the error of a text. By default, an empty one is `incomplete_field`. */
  error?(raw: string): FieldErrorCode | undefined;
  /** Returns whether the text is complete, so that the caret may go on to the next field. */
  done?(raw: string): boolean;
  /** Returns whether it is too early for an error, because more characters may follow. */
  unfinished?(raw: string): boolean;
  /** Key of a text in the form of what is typed, or that text itself where it is the same in all languages: `00-00-00`. */
  placeholder?: string;
  /** The browser's autofill, as HTML names it. Default `off`. */
  autocomplete?: string;
  inputMode?: 'email' | 'numeric' | 'tel';
  /** Leaves the other half of its line to the next field. */
  half?: true;
  /** Returns the id of the symbol at its end, without `-icon`. */
  icon?(): string;
  /** Returns whether it is asked for, as far as other fields decide that. Default `true`. */
  isShown?(): boolean;
}

/** Returns a field's own characters, by its name; empty while it has none. Billing details have their paths as names. */
export type Typed = (name: string) => string;

/** The surroundings of a method's fields. */
export interface MethodContext {
  /** What is typed now. */
  typed: Typed;
  /** The host's entry for the method. */
  entry(): SessionMethod;
  session(): ElementsSession;
  /** The newest options of the Element. */
  options(): JsonObject;
  /** Returns one of its own fields, by its name. */
  field(name: string): Field<string, HTMLElement> | undefined;
  /** Shows the fields again after something that was typed or chosen has changed. */
  changed(): void;
}

/**
 * Type of payment method, as the Payment Element asks for it. Everything is optional: a redirect method that needs only
 * billing details, which the host names in its entry, has no module at all.
 */
export interface Method {
  /** Its own fields, in the order in which a person fills them in. The billing details come after them. */
  fields?(context: MethodContext): MethodField[];
  /** Returns the billing details that it needs besides those that the host names, where that depends on what is typed. */
  requires?(typed: Typed): BillingPath[];
  /** Shows what belongs to a field beside its own state, each time that the fields are shown. */
  show?(context: MethodContext): void;
  /** Returns its own data, for `payment_method_data[<type>]`. Never sent to the page. Default `{}`. */
  data?(typed: Typed): JsonObject;
  /**
   * Makes the request that has to come before the call, and returns what it adds to the method's own data, or why it
   * failed.
   */
  prepare?(typed: Typed, send: (request: Request) => Promise<Answer>): Promise<Answer>;
  /** Returns what it adds to `payment_method_options[<type>]`. */
  options?(typed: Typed): JsonObject;
  /** The field whose digits no answer of the API may bring to the page. */
  secret?: string;
  /**
   * The text by which a person agrees to a debit, or to later payments. `{business}` in it is the name of the account. With
   * it, `mandate_data` is sent when the method is a debit or is saved.
   */
  terms?: TextKey;
  /** Returns a text that says how it goes on. A redirect has its own. */
  note?(context: Pick<MethodContext, 'typed' | 'entry'>): TextKey | undefined;
}
