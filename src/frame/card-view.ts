import { isRecord, type JsonObject } from '../wire/index.js';
import type { CardForm, FieldName } from './card-form.js';
import { isNumericPostalCode } from './fields/postal-code.js';
import { styleSheet } from './style.js';

/** The document of the card Element, as `card.html` lays it out. */
export interface CardView {
  readonly inputs: Record<FieldName, HTMLInputElement>;
  /** Height of the content, in CSS pixels. */
  height(): number;
  onResize(listener: (height: number) => void): void;
  /** Takes the Element's options, anew at each update. */
  applyOptions(options: JsonObject): void;
  /** Shows how the form stands: the brand, what is wrong, and the number folded to its last four. */
  show(form: CardForm): void;
}

const byId = <T extends Element>(id: string) => document.getElementById(id) as unknown as T;

export function createCardView(country: string | undefined): CardView {
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
  const all = Object.entries(inputs) as [FieldName, HTMLInputElement][];
  const height = () => Math.ceil(root.getBoundingClientRect().height);
  let preset: unknown;

  if (isNumericPostalCode(country)) inputs.postalCode.inputMode = 'numeric';
  if (country === 'US') inputs.postalCode.placeholder = 'ZIP';
  // A click beside the inputs goes to the nearest one's field, as in one wide input.
  root.addEventListener('mousedown', (event) => {
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    inputs.number.focus();
  });

  function applyOptions({ style, disabled, hideIcon, hidePostalCode, iconStyle, value }: JsonObject) {
    document.adoptedStyleSheets = [styleSheet(style)];
    for (const [, input] of all) input.disabled = disabled === true;
    inputs.postalCode.hidden = hidePostalCode === true;
    root.classList.toggle('without-icon', hideIcon === true);
    root.classList.toggle('without-postal-code', hidePostalCode === true);
    root.classList.toggle('solid', iconStyle === 'solid');
    const postalCode = isRecord(value) ? value.postalCode : undefined;
    // Once each: an update of something else must not undo what the person typed.
    if (typeof postalCode === 'string' && postalCode !== preset)
      inputs.postalCode.value = postalCode.slice(0, 12);
    preset = postalCode;
  }

  function show(form: CardForm) {
    const shown = form.shownError();
    const focused = document.activeElement;
    const { brand } = form.state();
    brandMark.setAttribute('href', `#${shown ? 'error' : focused === inputs.cvc ? 'cvc' : brand}-icon`);
    if (error.textContent !== (shown?.message ?? '')) error.textContent = shown?.message ?? '';
    for (const [name] of all) showField(form, name);

    const number = form.fields.number.raw();
    const wrong = !!form.shownError('number');
    lastFour.textContent = number.slice(-4);
    lastFour.classList.toggle('invalid', wrong);
    // Where there is no room for all, the number makes place for the field that a person is in; once they have left,
    // only one that is empty or wrong stays in sight.
    const inAnother = focused !== inputs.number && root.contains(focused);
    const settled = focused !== inputs.number && number !== '' && !wrong;
    root.classList.toggle('folded', inAnother || settled);
  }

  function showField(form: CardForm, name: FieldName) {
    const input = inputs[name];
    const invalid = !!form.shownError(name);
    input.classList.toggle('invalid', invalid);
    input.classList.toggle('empty', !form.fields[name].raw());
    input.classList.toggle('complete', !form.fields[name].error());
    input.setAttribute('aria-invalid', `${invalid}`);
  }

  const onResize = (listener: (height: number) => void) => {
    let last = height();
    new ResizeObserver(() => {
      if (height() !== last) listener(height());
      last = height();
    }).observe(root);
  };

  return { inputs, height, onResize, applyOptions, show };
}
