import {
  type AcceptedPort,
  acceptPort,
  type FrameMessage,
  isPageMessage,
  type PageMessage,
  PROTOCOL,
} from '../wire/index.js';
import { createCalls } from './calls.js';
import { createCardForm } from './card-form.js';
import { createCardView } from './card-view.js';
import { guessCountry } from './cardholder-country.js';
import { watchFocus } from './focus.js';
import { refusal } from './refusal.js';

/** The frame of the card Element: fields that work before anyone has asked, and a page that hears how they stand. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const country = guessCountry(navigator.language, timeZone);
const view = createCardView(country);
const form = createCardForm({ inputs: view.inputs, country, onChange });
const untouched = JSON.stringify(form.state());

let send: (message: FrameMessage) => void = () => {};
let lastState = untouched;
let autofilled = false;

// Opened as a page of its own it shows nothing: card fields belong in a shop's page.
if (parent === self) document.body.replaceChildren();
else acceptPort(self, serve);

// A document that is left, or kept for the back button, keeps no card.
addEventListener('pagehide', form.clear);

function onChange() {
  view.show(form);
  const state = form.state();
  const text = JSON.stringify(state);
  if (text !== lastState) send({ type: 'change', state });
  lastState = text;
}

function serve({ init, port, origin }: AcceptedPort) {
  const error = refusal(init, origin);
  if (error) return port.postMessage({ type: 'refused', protocol: PROTOCOL, error });

  const { key, account, apiVersion } = init;
  const call = createCalls(form, { key, account, apiVersion });
  send = (message) => port.postMessage(message);
  port.onmessage = ({ data }) => isPageMessage(data) && receive(data);

  view.applyOptions(init.options);
  send({ type: 'ready', protocol: PROTOCOL, height: view.height() });
  // What was typed before the page could hear of it.
  if (lastState !== untouched) send({ type: 'change', state: form.state() });
  onChange();
  watchFocus(send);
  view.onResize((height) => send({ type: 'resize', height }));
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') send({ type: 'escape' });
    if (key === 'Enter') send({ type: 'submit' });
  });
  document.addEventListener('input', tellAutofill);

  async function receive(message: PageMessage) {
    if (message.type === 'focus') view.inputs.number.focus();
    else if (message.type === 'blur') (document.activeElement as HTMLElement).blur();
    else if (message.type === 'clear') form.clear();
    else if (message.type === 'ping') send({ type: 'pong', id: message.id });
    else if (message.type === 'call') send({ type: 'result', id: message.id, ...(await call(message)) });
    else if (message.type === 'update') {
      view.applyOptions(message.options);
      onChange();
    }
  }
}

function tellAutofill() {
  const active = Object.values(view.inputs).some((input) => input.matches(':autofill'));
  if (active !== autofilled) send({ type: 'autofill', active });
  autofilled = active;
}
