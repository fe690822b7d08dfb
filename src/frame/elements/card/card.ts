import { type CallMessage, type JsonObject, type PageMessage, PROTOCOL } from '../../../wire/index.js';
import { type Answer, unreachable } from '../../api/answer.js';
import { FIELD_NAMES, readFields } from '../../input/field.js';
import { firstError } from '../../input/first-error.js';
import { text } from '../../language/texts.js';
import { createLook, onFetched } from '../../look/look.js';
import {
  heightOf,
  speakLocale,
  watchHeight,
  watchKeys,
  watchVisibility,
} from '../../runtime/element-document.js';
import { watchFocus } from '../../runtime/focus.js';
import { type Opening, servePage, type Tell } from '../../runtime/serve-page.js';
import { brandOf } from './brand.js';
import { guessCountry } from './cardholder-country.js';
import { mayBeCoBadged } from './co-badged.js';
import { createCardForm } from './form.js';
import type { Siblings } from './siblings.js';
import { createCardView } from './view.js';

/**
 * The frame of the card's Elements, whole or one field of it: fields that work before anyone has asked, and a page that
 * hears how they stand.
 */
const country = guessCountry(navigator.language, new Date().getTimezoneOffset());
const view = createCardView(location.hash, country);
const form = createCardForm({
  inputs: view.inputs,
  isShown: view.isShown,
  brand: () => brandOf(groupNumber()),
  isDisallowed: (number) => networks?.isDisallowed(number, options.disallowedCardBrands),
  country,
  onChange,
  onLeave: (direction) => options.autoAdvance === true && siblings?.step(direction),
});

let tell: Tell = () => {};
let options: JsonObject = {};
let look: ReturnType<typeof createLook> | undefined;
let siblings: Siblings | undefined;
let networks: typeof import('./network-choice.js') | undefined;
let lastState = '';
let lastBrand = 'unknown';
let autofilled = false;
let lookAtHeight = () => {};

/** What joins the fields of a card in frames of their own. A whole card needs no other document. */
const joining = location.hash ? import('./siblings.js').catch(() => undefined) : undefined;

servePage((init, tellPage) => {
  tell = tellPage;
  const joined = join(init);
  const loadCalls = callsLoader(init);
  look = createLook(tell);
  // They are there before anyone has filled a field; only its number's frame sends a card.
  void begin(init.options).then(() => {
    if (view.isShown('number')) void loadCalls();
  });
  return { call: async (message) => (await joined) ?? answer(message, loadCalls), receive };
});

/** What speaks with the API comes after the fields, which can be typed into without. */
function callsLoader(opening: Opening) {
  let calls: Promise<ReturnType<typeof import('./calls.js')['createCalls']> | undefined> | undefined;
  const load = () =>
    import('./calls.js').then(
      ({ createCalls }) => createCalls(opening),
      () => (calls = undefined),
    );
  return () => (calls ??= load());
}

async function answer(message: CallMessage, loadCalls: ReturnType<typeof callsLoader>): Promise<Answer> {
  // A security code of its own is for a card that was saved.
  const alone = /Cvc/.test(message.method);
  const fields = alone ? [form.fields.cvc] : (siblings?.fields() ?? form.shown());
  const error = (!alone && siblings?.missing()) || firstError(fields, showAll);
  if (error) return { error };
  if (message.method === 'validate') return { value: {} };
  // Read at once, as it was validated: the fields stay open while what sends them is fetched.
  const typed = readFields(fields);
  const network = networks?.chosenNetwork();
  const calls = await loadCalls();
  return calls ? calls(message, typed, network) : unreachable();
}

function showAll() {
  onChange();
  siblings?.refresh();
}

/** Finds the siblings of this field, or says that what finds them could not be loaded. */
async function join(opening: Opening): Promise<Answer | undefined> {
  if (!joining) return undefined;
  siblings = (await joining)?.joinSiblings(opening, form.shown, show);
  siblings?.refresh();
  show();
  return siblings ? undefined : unreachable();
}

async function begin(given: JsonObject) {
  applyOptions(given);
  await look?.(options);
  tell({ type: 'ready', protocol: PROTOCOL, height: heightOf(view.root), focused: document.hasFocus() });
  watchPerson();
}

function applyOptions(given: JsonObject) {
  options = given;
  view.applyOptions(options);
  void speakAnew();
}

async function restyle() {
  await look?.(options);
  show();
  lookAtHeight();
  void watchVisibility(options, tell);
}

/** Says everything in the language that the page asks for, errors and the frame's own name included. */
async function speakAnew() {
  if (!(await speakLocale(options, view.showTexts))) return;
  onChange();
  const type = (location.hash.slice(1) || 'card') as 'card';
  tell({ type: 'title', title: text(`title_${type}`) });
}

// A document that is left, or kept for the back button, keeps no card.
addEventListener('pagehide', form.clear);

/** The number of the card, which may be in a sibling's document. */
function groupNumber(): string {
  const number = siblings?.fields().find(({ name }) => name === 'number') ?? form.fields.number;
  return number.raw();
}

/** Tells the page what the person does, beginning with what was done before it could listen. */
function watchPerson() {
  lastState = JSON.stringify({ ...form.state(), empty: true });
  onChange();
  watchFocus(tell);
  lookAtHeight = watchHeight(view.root, tell);
  watchKeys(tell);
  void watchVisibility(options, tell);
  document.addEventListener('input', onAutofill);
}

function onChange() {
  void loadNetworks();
  show();
  const { brand } = form.state();
  // The security code of a sibling depends on it.
  if (brand !== lastBrand) siblings?.refresh();
  lastBrand = brand;
}

/** What only co-badged cards and pages that refuse brands need comes once they do. */
async function loadNetworks() {
  if (networks || !(options.disallowedCardBrands || mayBeCoBadged(form.fields.number.raw()))) return;
  networks = await import('./network-choice.js').catch(() => undefined);
  if (networks) onChange();
}

function show() {
  view.show(form);
  networks?.showChoice(form.fields.number, options, tell, onChange);
  const state = form.state();
  const text = JSON.stringify(state);
  // Not before the page was told that the field is ready.
  if (!lastState || text === lastState) return;
  lastState = text;
  tell({ type: 'change', state });
}

function receive(message: PageMessage) {
  if (message.type === 'focus') view.focus();
  else if (message.type === 'blur') (document.activeElement as HTMLElement).blur();
  else if (message.type === 'clear') form.clear();
  else if (message.type === 'fetched') onFetched(message);
  else if (message.type === 'update') {
    applyOptions(message.options);
    void restyle();
    onChange();
  }
}

/** The browser fills all fields of a document at once: those that are not shown here belong to siblings. */
function onAutofill() {
  const active = Object.values(view.inputs).some((input) => input.matches(':autofill'));
  if (active !== autofilled) tell({ type: 'autofill', active });
  autofilled = active;
  for (const name of FIELD_NAMES) {
    const companion = form.fields[name];
    if (!view.isShown(name) && companion.raw()) siblings?.handOver(companion);
  }
}
