import { type PageMessage, PROTOCOL } from '../wire/index.js';
import { createCalls } from './calls.js';
import { createCardForm } from './card-form.js';
import { createCardView } from './card-view.js';
import { guessCountry } from './cardholder-country.js';
import { watchFocus } from './focus.js';
import { createSender } from './sender.js';
import { servePage, type Tell } from './serve-page.js';

/** The frame of the card Element: fields that work before anyone has asked, and a page that hears how they stand. */
const country = guessCountry(navigator.language, new Date().getTimezoneOffset());
const view = createCardView(country);
const form = createCardForm({ inputs: view.inputs, country, onChange });

let tell: Tell = () => {};
let lastState = '';
let autofilled = false;

servePage((init, tellPage) => {
  tell = tellPage;
  view.applyOptions(init.options);
  tell({ type: 'ready', protocol: PROTOCOL, height: view.height() });
  watchPerson();
  return { call: createCalls(form, createSender(init)), receive };
});

// A document that is left, or kept for the back button, keeps no card.
addEventListener('pagehide', form.clear);

/** Tells the page what the person does, beginning with what was done before it could listen. */
function watchPerson() {
  lastState = JSON.stringify({ ...form.state(), empty: true });
  onChange();
  watchFocus(tell);
  view.onResize((height) => tell({ type: 'resize', height }));
  document.addEventListener('input', tellAutofill);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') tell({ type: 'escape' });
    if (key === 'Enter') tell({ type: 'submit' });
  });
}

function onChange() {
  view.show(form);
  const state = form.state();
  const text = JSON.stringify(state);
  if (text !== lastState) tell({ type: 'change', state });
  lastState = text;
}

function receive(message: PageMessage) {
  if (message.type === 'focus') view.inputs.number.focus();
  else if (message.type === 'blur') (document.activeElement as HTMLElement).blur();
  else if (message.type === 'clear') form.clear();
  else if (message.type === 'update') {
    view.applyOptions(message.options);
    onChange();
  }
}

function tellAutofill() {
  const active = Object.values(view.inputs).some((input) => input.matches(':autofill'));
  if (active !== autofilled) tell({ type: 'autofill', active });
  autofilled = active;
}
