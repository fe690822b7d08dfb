import { type CallMessage, type JsonObject, type PageMessage, PROTOCOL } from '../../../wire/index.js';
import { type Answer, notHere } from '../../api/answer.js';
import { scrub } from '../../api/scrub.js';
import { createSender, type Send } from '../../api/sender.js';
import { createField } from '../../input/field.js';
import { text } from '../../language/texts.js';
import { createLook, onFetched } from '../../look/look.js';
import {
  focusInput,
  heightOf,
  speakLocale,
  watchHeight,
  watchKeys,
  watchVisibility,
} from '../../runtime/element-document.js';
import { watchFocus } from '../../runtime/focus.js';
import { servePage, type Tell } from '../../runtime/serve-page.js';
import { bankName } from './bank-names.js';
import { IBAN_CALLS } from './calls.js';
import { bankCodeOf, countryOf, ibanError, ibanPlaceholder, ibanRule } from './rule.js';
import { ibanMessage } from './texts.js';

/**
 * The frame of the IBAN's Element. Its document names its parts as the card's does, so that one style sheet, `style` and
 * `appearance` serve both; its script is its own, so that a card does not load what it has no use for.
 */
const byId = <T extends Element>(id: string) => document.getElementById(id) as unknown as T;
const root = byId<HTMLFormElement>('card');
const input = byId<HTMLInputElement>('number');
const errorText = byId<HTMLElement>('error');

let tell: Tell = () => {};
let look: ReturnType<typeof createLook> | undefined;
let supportedCountries: unknown;
let lastState = '';

const field = createField(
  'iban',
  input,
  ibanRule,
  { error: (raw) => ibanError(raw, supportedCountries), done: () => false },
  { onChange, onLeave() {} },
);

servePage((init, tellPage) => {
  tell = tellPage;
  look = createLook(tell);
  void begin(init.options);
  return { call: createCall(createSender(init)), receive };
});

async function begin(options: JsonObject) {
  void takeOptions(options);
  await look?.(options);
  tell({ type: 'ready', protocol: PROTOCOL, height: heightOf(root), focused: document.hasFocus() });
  watchPerson();
  void watchVisibility(options, tell);
}

// A document that is left, or kept for the back button, keeps no IBAN.
addEventListener('pagehide', field.clear);

// A click beside the input goes to it, as in one wide input.
root.addEventListener('mousedown', (event) => {
  if ((event.target as Element).closest('input, label, #error')) return;
  event.preventDefault();
  focusInput(input);
});

async function takeOptions(options: JsonObject) {
  applyOptions(options);
  if (!(await speakLocale(options, showTexts))) return;
  onChange();
  tell({ type: 'title', title: text('title_iban') });
}

function applyOptions(options: JsonObject) {
  supportedCountries = options.supportedCountries;
  input.disabled = options.disabled === true;
  input.placeholder = ibanPlaceholder(options.placeholderCountry);
  root.classList.toggle('without-icon', options.hideIcon === true);
  root.classList.toggle('solid', options.iconStyle === 'solid');
}

function showTexts() {
  root.classList.add('spoken');
  const [label] = input.labels ?? [];
  if (label) label.textContent = text('label_iban');
}

/** Tells the page what the person does, beginning with what was done before it could listen. */
function watchPerson() {
  lastState = JSON.stringify({ ...state(), empty: true });
  onChange();
  watchFocus(tell);
  watchHeight(root, tell);
  watchKeys(tell);
}

function state() {
  const raw = field.raw();
  const country = countryOf(raw);
  const code = field.shownError();
  return {
    empty: !raw,
    complete: !field.error(),
    error: code && ibanMessage(code, raw.slice(0, 2)),
    brand: 'unknown',
    postalCode: '',
    country,
    bankName: bankName(country, bankCodeOf(raw)),
  };
}

function onChange() {
  const now = state();
  show(now);
  const json = JSON.stringify(now);
  if (json !== lastState) tell({ type: 'change', state: now });
  lastState = json;
}

function show({ empty, complete, error }: ReturnType<typeof state>) {
  input.classList.toggle('empty', empty);
  input.classList.toggle('complete', complete);
  input.classList.toggle('invalid', !!error);
  input.setAttribute('aria-invalid', `${!!error}`);
  byId('mark').setAttribute('href', error ? '#error-icon' : '#bank-icon');
  const message = error?.message ?? '';
  if (errorText.textContent !== message) errorText.textContent = message;
}

function receive(message: PageMessage) {
  if (message.type === 'focus') focusInput(input);
  else if (message.type === 'blur') input.blur();
  else if (message.type === 'clear') field.clear();
  else if (message.type === 'fetched') onFetched(message);
  else if (message.type === 'update') {
    void takeOptions(message.options);
    void look?.(message.options);
    void watchVisibility(message.options, tell);
    onChange();
  }
}

/** Sends what was typed to the API, and returns the answer without it. */
function createCall(send: Send) {
  return async ({ method, params, agent }: CallMessage): Promise<Answer> => {
    field.reveal();
    onChange();
    const iban = field.raw();
    const code = field.error();
    if (code) return { error: ibanMessage(code, iban.slice(0, 2)) };
    if (method === 'validate') return { value: {} };
    const make = IBAN_CALLS[method];
    return make ? scrub(await make(iban, params, (request) => send(request, agent)), iban) : notHere();
  };
}
