import type { JsonObject } from '../../../wire/index.js';
import { type CardField, FIELD_NAMES, type FieldName } from '../../input/field.js';
import { text } from '../../language/texts.js';
import { writeAttribute, writeText } from '../../runtime/write.js';
import { FIELD_OF } from './element.js';
import type { CardForm, CardState } from './form.js';
import { isNumericPostalCode } from './postal-code.js';

const mapFields = (of: (name: FieldName) => string) =>
  Object.fromEntries(FIELD_NAMES.map((name) => [name, of(name)])) as Record<FieldName, string>;

const byId = <T extends Element>(id: string) => document.getElementById(id) as unknown as T;

/**
 * Creates the view of a card's Elements on the document in `card.html`.
 *
 * @param part The Element whose field is shown; empty for all of them.
 * @param country The likely country of postal codes, ISO 3166-1 alpha-2.
 */
export function createCardView(part: string, country: string | undefined) {
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
  const only = FIELD_OF[part];
  const placeholders = mapFields((name) => inputs[name].placeholder);
  /** The page's own placeholder, for a document that shows one field. */
  let ownPlaceholder: string | undefined;

  if (only) hideCompanions(only);
  if (isNumericPostalCode(country)) inputs.postalCode.inputMode = 'numeric';

  /** Hides the other fields, which take only the text of the browser's autofill. */
  function hideCompanions(shown: FieldName) {
    root.classList.add('split');
    inputs[shown].parentElement?.classList.add('only');
    for (const name of FIELD_NAMES.filter((other) => other !== shown)) {
      inputs[name].tabIndex = -1;
      inputs[name].parentElement?.setAttribute('aria-hidden', 'true');
    }
  }

  function applyOptions(options: JsonObject) {
    const { hideIcon, showIcon, hidePostalCode, iconStyle, placeholder } = options;
    root.classList.toggle('without-icon', hideIcon === true);
    root.classList.toggle('with-icon', showIcon === true);
    root.classList.toggle('without-postal-code', hidePostalCode === true);
    root.classList.toggle('solid', iconStyle === 'solid');
    ownPlaceholder = typeof placeholder === 'string' ? placeholder.slice(0, 100) : undefined;
    if (root.classList.contains('spoken')) showTexts();
  }

  function showTexts() {
    root.classList.add('spoken');
    for (const name of FIELD_NAMES) {
      const key = name === 'postalCode' && country === 'US' ? 'zip' : name;
      const [label] = inputs[name].labels ?? [];
      const own = name === only ? ownPlaceholder : undefined;
      // While the frame does not have a text yet, the English one in the document stays.
      if (label) writeText(label, text(`label_${key}`) || `${label.textContent}`);
      const placeholder = own || text(`placeholder_${key}`) || placeholders[name];
      writeAttribute(inputs[name], 'placeholder', placeholder);
      // People who use speech control say the word that they see.
      const spoken = `${label?.textContent}`;
      inputs[name].ariaLabel =
        /[\d/]/.test(placeholder) || spoken.includes(placeholder) ? null : `${spoken} (${placeholder})`;
    }
  }

  /** Shows the state of the form: the brand, the error, and the number folded to its last four digits. */
  function show({ brand = 'unknown', error: shownError }: CardState, form: CardForm) {
    const focused = document.activeElement;
    const mark = shownError ? 'error' : focused === inputs.cvc ? 'cvc' : brand;
    writeAttribute(brandMark, 'href', `#${mark}-icon`);
    writeText(error, shownError?.message ?? '');
    for (const field of form.shown()) showField(field);
    if (!only) fold(form.fields.number);
  }

  // If there is no room for all fields, the number makes room for the field that a person is in. After they
  // leave, only an empty or wrong field stays in sight.
  function fold(number: CardField) {
    const focused = document.activeElement;
    const wrong = !!number.shownError();
    const inAnother = focused !== number.input && root.contains(focused);
    const settled = focused !== number.input && number.raw() !== '' && !wrong;
    writeText(lastFour, number.raw().slice(-4));
    lastFour.classList.toggle('invalid', wrong);
    root.classList.toggle('folded', inAnother || settled);
  }

  function showField(field: CardField) {
    const { classList } = field.input;
    const code = field.shownError();
    const invalid = !!code;
    const empty = !field.raw();
    writeText(field.input.nextElementSibling as HTMLElement, code ? text(code) : '');
    classList.toggle('invalid', invalid);
    classList.toggle('empty', empty);
    classList.toggle('complete', !empty && !field.error());
    writeAttribute(field.input, 'aria-invalid', `${invalid}`);
  }

  const title = `title_${(part || 'card') as 'card'}` as const;
  return { root, inputs, only, country, title, applyOptions, showTexts, show };
}
