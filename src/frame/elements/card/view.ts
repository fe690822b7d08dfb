import { isRecord, type JsonObject } from '../../../wire/index.js';
import { type CardField, FIELD_NAMES, type FieldName } from '../../input/field.js';
import { text } from '../../language/texts.js';
import { focusInput } from '../../runtime/element-document.js';
import type { CardForm } from './form.js';
import { isNumericPostalCode } from './postal-code.js';

/** The document of the card's Elements, as `card.html` lays it out: it shows the field that its address names, or all. */
export interface CardView {
  readonly root: HTMLElement;
  readonly inputs: Record<FieldName, HTMLInputElement>;
  isShown(name: FieldName): boolean;
  /** Takes the Element's options, anew at each update. */
  applyOptions(options: JsonObject): void;
  /** Says everything in the language that the frame speaks. */
  showTexts(): void;
  /** Shows how the form stands: the brand, what is wrong, and the number folded to its last four. */
  show(form: CardForm): void;
  focus(): void;
}

/** The fragment that names a field is the type of its Element. */
const ELEMENT_TYPES: Record<string, FieldName> = {
  '#cardNumber': 'number',
  '#cardExpiry': 'expiry',
  '#cardCvc': 'cvc',
  '#postalCode': 'postalCode',
};

const mapFields = (of: (name: FieldName) => string) =>
  Object.fromEntries(FIELD_NAMES.map((name) => [name, of(name)])) as Record<FieldName, string>;

const byId = <T extends Element>(id: string) => document.getElementById(id) as unknown as T;

export function createCardView(fragment: string, country: string | undefined): CardView {
  const root = byId<HTMLFormElement>('card');
  const brandMark = byId<SVGUseElement>('brand');
  const lastFour = byId<HTMLElement>('last-four');
  const error = byId<HTMLElement>('error');
  const inputs = {
    number: byId<HTMLInputElement>('number'),
    expiry: byId<HTMLInputElement>('expiry'),
    cvc: byId<HTMLInputElement>('cvc'),
    postalCode: byId<HTMLInputElement>('postal-code'),
  };
  const only = ELEMENT_TYPES[fragment];
  const isShown = (name: FieldName) => (only ? name === only : !inputs[name].hidden);
  const placeholders = mapFields((name) => inputs[name].placeholder);
  let preset: unknown;
  /** The page's own placeholder, where this document shows one field. */
  let ownPlaceholder: string | undefined;

  if (only) hideCompanions(only);
  if (isNumericPostalCode(country)) inputs.postalCode.inputMode = 'numeric';
  // A click beside the inputs goes to the first of them, as in one wide input.
  root.addEventListener('mousedown', (event) => {
    // Labels and errors that an appearance shows are for themselves.
    if ((event.target as Element).closest('input, label, #error')) return;
    event.preventDefault();
    focus();
  });

  const focus = () => focusInput(inputs[only ?? 'number']);

  /** The other fields take what the browser's autofill brings, and nothing else. */
  function hideCompanions(shown: FieldName) {
    for (const name of FIELD_NAMES.filter((other) => other !== shown)) {
      inputs[name].tabIndex = -1;
      inputs[name].parentElement?.setAttribute('aria-hidden', 'true');
    }
  }

  function applyOptions(options: JsonObject) {
    const { disabled, hideIcon, showIcon, hidePostalCode, iconStyle, placeholder, value } = options;
    for (const name of FIELD_NAMES) inputs[name].disabled = disabled === true;
    inputs.postalCode.hidden = hidePostalCode === true;
    root.classList.toggle('without-icon', hideIcon === true);
    root.classList.toggle('with-icon', showIcon === true);
    root.classList.toggle('without-postal-code', hidePostalCode === true);
    root.classList.toggle('solid', iconStyle === 'solid');
    ownPlaceholder = typeof placeholder === 'string' ? placeholder.slice(0, 100) : undefined;
    if (root.classList.contains('spoken')) showTexts();
    const postalCode = isRecord(value) ? value.postalCode : undefined;
    // Once each: an update of something else must not undo what the person typed.
    if (typeof postalCode === 'string' && postalCode !== preset)
      inputs.postalCode.value = postalCode.slice(0, 12);
    preset = postalCode;
  }

  function showTexts() {
    root.classList.add('spoken');
    for (const name of FIELD_NAMES) {
      const key = name === 'postalCode' && country === 'US' ? 'zip' : name;
      const [label] = inputs[name].labels ?? [];
      const own = name === only ? ownPlaceholder : undefined;
      // What the frame has no text for yet stands in the document, in English.
      if (label) label.textContent = text(`label_${key}`) || label.textContent;
      const placeholder = own || text(`placeholder_${key}`) || placeholders[name];
      inputs[name].placeholder = placeholder;
      // Whoever speaks to the browser says what they see, where that is a word.
      const spoken = `${label?.textContent}`;
      inputs[name].ariaLabel =
        /[\d/]/.test(placeholder) || spoken.includes(placeholder) ? null : `${spoken} (${placeholder})`;
    }
  }

  function show(form: CardForm) {
    const { brand, error: shownError } = form.state();
    const focused = document.activeElement;
    const mark = shownError ? 'error' : focused === inputs.cvc ? 'cvc' : brand;
    brandMark.setAttribute('href', `#${mark}-icon`);
    const message = shownError?.message ?? '';
    if (error.textContent !== message) error.textContent = message;
    for (const field of form.shown()) showField(field);
    if (!only) fold(form.fields.number);
  }

  // Where there is no room for all, the number makes place for the field that a person is in; once they have left, only
  // one that is empty or wrong stays in sight.
  function fold(number: CardField) {
    const focused = document.activeElement;
    const wrong = !!number.shownError();
    const inAnother = focused !== number.input && root.contains(focused);
    const settled = focused !== number.input && number.raw() !== '' && !wrong;
    lastFour.textContent = number.raw().slice(-4);
    lastFour.classList.toggle('invalid', wrong);
    root.classList.toggle('folded', inAnother || settled);
  }

  function showField(field: CardField) {
    const { classList } = field.input;
    const code = field.shownError();
    const invalid = !!code;
    const description = field.input.nextElementSibling as HTMLElement;
    description.textContent = code ? text(code) : '';
    classList.toggle('invalid', invalid);
    classList.toggle('empty', !field.raw());
    classList.toggle('complete', !field.error());
    field.input.setAttribute('aria-invalid', `${invalid}`);
  }

  return { root, inputs, isShown, applyOptions, showTexts, show, focus };
}
