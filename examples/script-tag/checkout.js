/** The shop's integration: a card field or a saved card, a Pay button, and a payment that the shop's server opened. */
import { chosenCard, onChoice, showSavedCards } from '/saved-cards.js';
import { ask, cardName, expiry } from '/shop.js';

const $ = (id) => document.getElementById(id);
const form = $('payment-form');
const inputs = [$('email'), $('name')];

const unreachable = { message: 'The shop could not be reached, and nothing was charged. Please try again.' };

let payframe;
let card;
let complete = false;
let paying = false;

function mountCard() {
  // The host cannot be reached, or a content blocker is in the way.
  if (!window.Payframe) return showLoadFailure();
  payframe = window.Payframe(form.dataset.publishableKey);
  card = payframe.elements().create('card', { style: cardStyle() });
  card.on('change', (event) => {
    showComplete(event.complete);
    say('card-error', event.error?.message);
    say('form-error');
  });
  card.on('loaderror', showLoadFailure);
  card.mount('#card-element');
}

// Returns the page's type and colours for the field, in either colour scheme.
function cardStyle() {
  const { color, fontFamily, fontSize, lineHeight } = getComputedStyle(inputs[0]);
  const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return {
    base: { color, fontFamily, fontSize, lineHeight, '::placeholder': { color: value('--placeholder') } },
    invalid: { color: value('--danger') },
  };
}

async function pay() {
  // A second click, or Enter and a click, is still one payment.
  if (paying || !isReady() || !inputsAreFine()) return;
  showPaying(true);
  say('form-error');
  say('card-error');
  const [email, name] = inputs.map((input) => input.value.trim());
  const failure = await payAs(email, name).catch(() => unreachable);
  showPaying(false);
  if (failure) showFailure(failure);
}

// Returns an error, or nothing.
async function payAs(email, name) {
  const saved = chosenCard();
  const opened = await ask('/pay', { save: !saved && $('save').checked });
  if (opened.error) return opened.error;
  // If the bank asks, the SDK shows its question, and continues with the answer.
  const { error } = await payframe.confirmCardPayment(opened.client_secret, {
    payment_method: saved ?? { card, billing_details: { email, name } },
  });
  if (error) return error;
  const receipt = await ask('/receipt');
  if (receipt.error) return receipt.error;
  showSuccess(receipt, name, email);
}

async function refund() {
  const button = $('refund');
  button.disabled = true;
  const { error } = await ask('/refund', { payment_intent: button.value }).catch(() => ({
    error: unreachable,
  }));
  say(
    'refund-status',
    error ? error.message : 'Refunded. It takes some days until the money is on the card.',
  );
  button.disabled = !error;
}

const hints = {
  email: 'Please enter an email address, such as ada@example.com.',
  name: 'Please enter the name that is on the card.',
};

function isFine(input) {
  const fine = input.validity.valid && input.value.trim() !== '';
  input.setAttribute('aria-invalid', String(!fine));
  say(`${input.id}-error`, fine ? '' : hints[input.id]);
  return fine;
}

function inputsAreFine() {
  const wrong = inputs.filter((input) => !isFine(input));
  wrong[0]?.focus();
  return wrong.length === 0;
}

function showFailure(error) {
  const ofTheCard = error.type === 'validation_error' || error.type === 'card_error';
  say(ofTheCard ? 'card-error' : 'form-error', error.message);
  if (ofTheCard && !chosenCard()) card.focus();
  else $('pay').focus();
}

function showSuccess({ payment_intent, card: paidWith }, name, email) {
  say('success-title', `Thank you, ${name}`);
  say('success-card', `${cardName(paidWith)}, expires ${expiry(paidWith)}`);
  say('success-email', `In test mode nothing is charged, and no receipt goes to ${email}.`);
  say('refund-status');
  $('refund').value = payment_intent;
  $('refund').disabled = false;
  form.hidden = true;
  $('success').hidden = false;
  $('success-title').focus();
}

async function showForm() {
  $('success').hidden = true;
  form.hidden = false;
  card.clear();
  // Without a new card the saved ones are unchanged, and the shopper does not have to wait for them.
  if ($('save').checked) await showSavedCards();
  $('save').checked = false;
  if (chosenCard()) $('pay').focus();
  else card.focus();
}

function showLoadFailure() {
  showComplete(false);
  $('load-failure').hidden = false;
}

// The page's policy accepts no text as a script's address.
const trusted = window.trustedTypes?.createPolicy('shop', { createScriptURL: (url) => url });

function retry() {
  $('load-failure').hidden = true;
  if (card) return card.mount('#card-element');
  const script = document.createElement('script');
  script.addEventListener('load', mountCard);
  script.addEventListener('error', showLoadFailure);
  const { src } = $('payframe-script');
  script.src = trusted ? trusted.createScriptURL(src) : src;
  document.head.append(script);
}

const isReady = () => Boolean(payframe) && (complete || chosenCard() !== undefined);

function showComplete(value) {
  complete = value;
  showReady();
}

function showReady() {
  $('new-card').hidden = chosenCard() !== undefined;
  $('pay').disabled = !isReady();
}

// The button stays focusable, so that people who pay with the keyboard do not lose their place.
function showPaying(value) {
  paying = value;
  $('pay').setAttribute('aria-disabled', String(value));
  say('pay-label', value ? 'Paying …' : 'Pay €36.00');
  for (const input of inputs) input.readOnly = value;
  card.update({ disabled: value });
}

function say(id, text = '') {
  if ($(id).textContent !== text) $(id).textContent = text;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void pay();
});
for (const input of inputs) {
  // A mark goes as soon as it is no longer true; a new one appears only when Pay is pressed.
  input.addEventListener('input', () => input.getAttribute('aria-invalid') === 'true' && isFine(input));
}
$('retry').addEventListener('click', retry);
$('again').addEventListener('click', showForm);
$('refund').addEventListener('click', refund);
onChoice(showReady);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
  card?.update({ style: cardStyle() }),
);
mountCard();
void showSavedCards();
