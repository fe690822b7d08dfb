import { type JsonObject, type PageMessage, PROTOCOL } from '../wire/index.js';
import { brandOf } from './brand.js';
import { createCalls } from './calls.js';
import { FIELD_NAMES } from './card-field.js';
import { createCardForm } from './card-form.js';
import { createCardView } from './card-view.js';
import { guessCountry } from './cardholder-country.js';
import { watchFocus } from './focus.js';
import { resolveLocale } from './locales/resolve.js';
import { createLook } from './look.js';
import { createSender } from './sender.js';
import { servePage, type Tell } from './serve-page.js';
import { joinSiblings, type Siblings } from './siblings.js';
import { speak, text } from './texts.js';

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
  country,
  onChange,
  onLeave: (direction) => tell({ type: 'leave', direction }),
});

let tell: Tell = () => {};
let look: ReturnType<typeof createLook> | undefined;
let fonts: typeof import('./fonts.js') | undefined;
let siblings: Siblings | undefined;
let lastState = '';
let lastBrand = 'unknown';
let lastLocale = 'en';
let autofilled = false;

servePage((init, tellPage) => {
  tell = tellPage;
  // A whole card needs no other document.
  if (location.hash) siblings = joinSiblings(init.group, form.shown, show);
  look = createLook(tell);
  void begin(init.options);
  return { call: createCalls(siblings?.fields ?? form.shown, createSender(init)), receive };
});

async function begin(options: JsonObject) {
  view.applyOptions(options);
  void speakLocale(options);
  void showFonts(options);
  await look?.(options);
  tell({ type: 'ready', protocol: PROTOCOL, height: view.height(), focused: document.hasFocus() });
  watchPerson();
}

/** Speaks the language that the page asks for; the fields can be typed into before its texts are there. */
async function speakLocale({ locale }: JsonObject) {
  const tag = resolveLocale(`${locale}`, navigator.languages);
  if (tag === lastLocale) return view.showTexts();
  const spoken = await speak(tag);
  if (spoken) lastLocale = tag;
  view.showTexts();
  if (!spoken) return;
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
  view.onResize((height) => tell({ type: 'resize', height }));
  document.addEventListener('input', onAutofill);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') tell({ type: 'escape' });
    if (key === 'Enter') tell({ type: 'submit' });
  });
}

function onChange() {
  show();
  const { brand } = form.state();
  // The security code of a sibling depends on it.
  if (brand !== lastBrand) siblings?.refresh();
  lastBrand = brand;
}

function show() {
  view.show(form);
  const state = form.state();
  const text = JSON.stringify(state);
  if (text !== lastState) tell({ type: 'change', state });
  lastState = text;
}

function receive(message: PageMessage) {
  if (message.type === 'focus') view.focus();
  else if (message.type === 'blur') (document.activeElement as HTMLElement).blur();
  else if (message.type === 'clear') form.clear();
  else if (message.type === 'fetched') fonts?.onFetched(message);
  else if (message.type === 'update') {
    view.applyOptions(message.options);
    void speakLocale(message.options);
    void look?.(message.options);
    void showFonts(message.options);
    onChange();
  }
}

/** Fonts come after the field: it can be typed into in another. */
async function showFonts({ fonts: sources }: JsonObject) {
  if (!sources) return;
  fonts ??= await import('./fonts.js').catch(() => undefined);
  fonts?.loadFonts(sources, tell);
}

/** The browser fills all fields of a document at once: those that are not shown here belong to siblings. */
function onAutofill() {
  const active = Object.values(view.inputs).some((input) => input.matches(':autofill'));
  if (active !== autofilled) tell({ type: 'autofill', active });
  autofilled = active;
  for (const name of FIELD_NAMES) {
    const companion = form.fields[name];
    if (view.isShown(name) || !companion.raw()) continue;
    const text = companion.input.value;
    companion.clear();
    siblings
      ?.fields()
      .find((field) => field.name === name)
      ?.fill(text);
  }
}
