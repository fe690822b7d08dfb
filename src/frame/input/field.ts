import { formatInput } from './text-input.js';
import type { FieldErrorCode, TextRule } from './text-rule.js';

export const FIELD_NAMES = ['number', 'expiry', 'cvc', 'postalCode'] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** One input: its text, and how it stands. */
export interface Field<Name = string> {
  readonly name: Name;
  readonly input: HTMLInputElement;
  /** The person's own characters, without what formatting put between them. */
  raw(): string;
  /** What is wrong with them, whether it is shown or not. */
  error(): FieldErrorCode | undefined;
  /** What a person sees to be wrong: not what is missing while they are still typing. */
  shownError(): FieldErrorCode | undefined;
  /** Has also what is missing shown, when the field is next, until it is edited again. */
  reveal(): void;
  /** Takes a text as if it had been pasted. */
  fill(text: string): void;
  clear(): void;
}

/** One input of a card. */
export type CardField = Field<FieldName>;

/** What stands in the fields of a card at one moment, by name. */
export type Typed = [name: FieldName, raw: string][];

export const readFields = (fields: CardField[]): Typed => fields.map(({ name, raw }) => [name, raw()]);

export interface FieldChecks {
  error(raw: string): FieldErrorCode | undefined;
  /** Whether no more is to come, so that the caret may go on. */
  done(raw: string): boolean;
  /** Whether an error would come too early, since more may follow. */
  unfinished?(raw: string): boolean;
}

export interface FieldEvents {
  onChange(): void;
  /** The caret goes on to the next field, or back to the one before. */
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
    const code = checks.error(raw());
    const early = code?.startsWith('incomplete') || unfinished();
    return revealed || (raw() && !early) ? code : undefined;
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
