import { formatInput } from './text-input.js';
import type { FieldErrorCode, TextRule } from './text-rule.js';

export const FIELD_NAMES = ['number', 'expiry', 'cvc', 'postalCode'] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** One input: its text, and its state. */
export interface Field<Name = string, Input extends HTMLElement = HTMLInputElement> {
  readonly name: Name;
  readonly input: Input;
  /** Returns the person's own characters, without the separators that formatting added. */
  raw(): string;
  /** Returns their error, whether it is shown or not. */
  error(): FieldErrorCode | undefined;
  /**
   * Returns the error that a person sees. Missing characters are no error while the person is still typing.
   */
  shownError(): FieldErrorCode | undefined;
  /** Shows the error of missing characters too when the field is next shown, until it is edited again. */
  reveal(): void;
  /** Takes a text as if it had been pasted. */
  fill(text: string): void;
  clear(): void;
}

/** Input of a card. */
export type CardField = Field<FieldName>;

/** Contents of a card's fields at one moment, by name. */
export type Typed = [name: FieldName, raw: string][];

export const readFields = (fields: CardField[]): Typed => fields.map(({ name, raw }) => [name, raw()]);

export interface FieldChecks {
  error(raw: string): FieldErrorCode | undefined;
  /** Returns whether the text is complete, so that the caret may go on. */
  done(raw: string): boolean;
  /** Returns whether it is too early for an error, because more characters may follow. */
  unfinished?(raw: string): boolean;
}

export interface FieldEvents {
  onChange(): void;
  /** Called when the caret goes on to the next field, or back to the previous one. */
  onLeave(direction: 1 | -1): void;
}

export function createField<Name>(
  name: Name,
  input: HTMLInputElement,
  rule: TextRule,
  checks: FieldChecks,
  { onChange, onLeave }: FieldEvents,
): Field<Name> {
  let revealed = false;
  const raw = () => rule.strip(input.value);
  const unfinished = () => input === document.activeElement && !!checks.unfinished?.(raw());

  function shownError() {
    if (!revealed && !raw()) return undefined;
    const code = checks.error(raw());
    const early = code?.startsWith('incomplete') || unfinished();
    return revealed || !early ? code : undefined;
  }

  function setValue(value: string) {
    input.value = value;
    revealed = false;
    onChange();
  }

  formatInput(input, rule, (typedAtEnd) => {
    revealed = false;
    if (typedAtEnd && checks.done(raw())) onLeave(1);
    onChange();
  });
  input.addEventListener('focus', onChange);
  input.addEventListener('blur', () => {
    revealed = raw() !== '';
    onChange();
  });
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Backspace' && !input.value) onLeave(-1);
  });

  return {
    name,
    input,
    raw,
    error: () => checks.error(raw()),
    shownError,
    reveal() {
      revealed = true;
    },
    fill: (text) => setValue(rule.format(rule.insert({ before: '', after: '' }, text).before)),
    clear: () => setValue(''),
  };
}
