/** Codes of the errors that a field can have, as the public API names them. */
export type FieldErrorCode =
  | 'incomplete_number'
  | 'invalid_number'
  | 'disallowed_brand'
  | 'incomplete_expiry'
  | 'invalid_expiry_month'
  | 'invalid_expiry_month_past'
  | 'invalid_expiry_year'
  | 'invalid_expiry_year_past'
  | 'incomplete_cvc'
  | 'invalid_cvc'
  | 'incomplete_zip'
  | 'incomplete_iban'
  | 'invalid_iban'
  | 'invalid_iban_country_code'
  | 'invalid_iban_start';

/** The characters that stand before and after the caret. */
export interface Around {
  before: string;
  after: string;
}

/** How text in a field is read and shown. Pure: knows no DOM. */
export interface TextRule {
  /** The characters of a shown text that are the person's own, without what formatting put between them. */
  strip(shown: string): string;
  /** Puts typed or pasted text between what stands before and after the caret. */
  insert(around: Around, text: string): Around;
  /** What is shown for the person's own characters; `strip(format(raw))` is `raw`. */
  format(raw: string): string;
}
