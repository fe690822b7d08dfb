/** The shop's integration: a Payment Element or a saved card, a Pay button, and a payment that the shop's server opened. */
import { price, showPrices, total } from '/prices.js';
import { chosenCard, onChoice, showSavedCards } from '/saved-cards.js';
import { ask, methodName } from '/shop.js';

const $ = (id) => document.getElementById(id);
const form = $('payment-form');
const inputs = [$('email'), $('name')];

const unreachable = { message: 'The shop could not be reached, and nothing was charged. Please try again.' };

let payframe;
let elements;
let payment;
let complete = false;
let shownMethod;
let paying = false;

function mountPayment() {
  // The host cannot be reached, or a content blocker is in the way.
  if (!window.Payframe) return showLoadFailure();
  payframe = window.Payframe(form.dataset.publishableKey);
  elements = payframe.elements({ mode: 'payment', ...price(), appearance: appearance() });
  payment = elements.create('payment', {
    // Most customers pay by card, and so its fields are there at once.
    layout: { type: 'accordion', defaultCollapsed: false },
    // The form around it asks for these, so they go along with the payment.
    fields: { billingDetails: { name: 'never', email: 'never', address: 'if_required' } },
  });
  payment.on('change', ({ complete, empty, value }) => {
    showComplete(complete);
    const isByShopper = !empty || (shownMethod && value.type !== shownMethod);
    shownMethod = value.type;
    // What a bank said stays while the form appears to which the shopper comes back.
    if (!isByShopper) return;
    say('payment-error');
    say('form-error');
  });
  payment.on('loaderror', showLoadFailure);
  payment.mount('#payment-element');
  void welcomeBack();
}

// Returns the page's type and colours for the form, in either colour scheme.
function appearance() {
  const page = getComputedStyle(document.documentElement);
  const colour = (name) => page.getPropertyValue(name).trim();
  return {
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'stripe',
    variables: {
      borderRadius: '10px',
      colorBackground: colour('--paper'),
      colorDanger: colour('--danger'),
      colorPrimary: colour('--accent'),
      colorText: colour('--ink'),
      colorTextPlaceholder: colour('--placeholder'),
      colorTextSecondary: colour('--quiet'),
      fontFamily: getComputedStyle(inputs[0]).fontFamily,
    },
    rules: { '.Input': { border: `1px solid ${colour('--edge')}`, boxShadow: 'none' } },
  };
}

function changePrice() {
  showPrices();
  showTotal();
  elements?.update(price());
}

async function pay() {
  // A second click, or Enter and a click, is still one payment.
  if (paying || !isReady() || !inputsAreFine()) return;
  showPaying(true);
  say('form-error');
  say('payment-error');
  const failure = await payOnce().catch(() => unreachable);
  showPaying(false);
  if (failure) showFailure(failure);
}

// Returns an error, or nothing.
async function payOnce() {
  const [email, name] = inputs.map((input) => input.value.trim());
  const country = $('country').value;
  const saved = chosenCard();
  // Before anything else is awaited, so that what is missing is said at once.
  const { error: incomplete } = saved ? {} : await elements.submit();
  if (incomplete) return incomplete;
  const opened = await ask('/pay', { country, save: !saved && $('save').checked });
  if (opened.error) return opened.error;
  remember({ email, name, country });
  const billing_details = { email, name, address: { country } };
  // If the bank asks, the SDK shows its question, and continues with the answer. Some methods lead to another page,
  // which comes back here.
  const { error, paymentIntent } = await payframe.confirmPayment({
    ...(!saved && { elements }),
    clientSecret: opened.client_secret,
    confirmParams: {
      return_url: `${location.origin}/`,
      ...(saved ? { payment_method: saved } : { payment_method_data: { billing_details } }),
    },
    redirect: 'if_required',
  });
  return error ?? showReceipt(paymentIntent.id);
}

// Returns an error, or nothing.
async function showReceipt(payment_intent) {
  const receipt = await ask('/receipt', { payment_intent });
  if (receipt.error) return receipt.error;
  showSuccess(receipt);
}

/** Shows how a payment ended, to a shopper whom a bank has sent back. */
async function welcomeBack() {
  const id = new URLSearchParams(location.search).get('payment_intent');
  if (!id) return;
  history.replaceState(null, '', location.pathname);
  restore();
  const failure = await outcomeOf(id).catch(() => unreachable);
  if (failure) showFailure(failure);
}

// Returns an error, or nothing.
async function outcomeOf(id) {
  const opened = await ask('/returned', { payment_intent: id });
  if (opened.error) return opened.error;
  const { error, paymentIntent } = await payframe.retrievePaymentIntent(opened.client_secret);
  if (error) return error;
  if (['succeeded', 'processing'].includes(paymentIntent.status)) return showReceipt(id);
  return paymentIntent.last_payment_error ?? { message: 'The payment was not finished. Please try again.' };
}

// What the shopper typed is still there after a visit to a bank. It stays in this tab.
const remember = (shopper) => sessionStorage.setItem('shopper', JSON.stringify(shopper));

function restore() {
  const shopper = JSON.parse(sessionStorage.getItem('shopper') ?? '{}');
  for (const [id, value] of Object.entries(shopper)) $(id).value = value;
  changePrice();
}

async function refund() {
  const button = $('refund');
  button.disabled = true;
  const { error } = await ask('/refund', { payment_intent: button.value }).catch(() => ({
    error: unreachable,
  }));
  say('refund-status', error ? error.message : 'Refunded. It takes some days until the money is back.');
  button.disabled = !error;
}

const hints = {
  email: 'Please enter an email address, such as ada@example.com.',
  name: 'Please enter your name.',
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
  // The form itself shows what is missing in it.
  if (error.type === 'validation_error') return payment.focus();
  const ofTheMethod = error.type === 'card_error';
  say(ofTheMethod ? 'payment-error' : 'form-error', error.message);
  if (ofTheMethod && !chosenCard()) payment.focus();
  else $('pay').focus();
}

function showSuccess({ payment_intent, status, name, email, ...paid }) {
  say('success-title', `Thank you, ${name}`);
  say('success-method', methodName(paid));
  say(
    'success-email',
    status === 'processing'
      ? `Your bank needs some days. In test mode nothing is debited, and no receipt goes to ${email}.`
      : `In test mode nothing is charged, and no receipt goes to ${email}.`,
  );
  say('refund-status');
  $('refund').value = payment_intent;
  $('refund').disabled = false;
  $('refund').hidden = status !== 'succeeded';
  form.hidden = true;
  $('success').hidden = false;
  $('success-title').focus();
}

async function showForm() {
  $('success').hidden = true;
  form.hidden = false;
  payment.clear();
  // Without a new card the saved ones are unchanged, and the shopper does not have to wait for them.
  if ($('save').checked) await showSavedCards();
  $('save').checked = false;
  keep();
  if (chosenCard()) $('pay').focus();
  else payment.focus();
}

function showLoadFailure() {
  showComplete(false);
  $('load-failure').hidden = false;
}

// The page's policy accepts no text as a script's address.
const trusted = window.trustedTypes?.createPolicy('shop', { createScriptURL: (url) => url });

function retry() {
  $('load-failure').hidden = true;
  if (payment) return payment.mount('#payment-element');
  const script = document.createElement('script');
  script.addEventListener('load', mountPayment);
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
  $('new-method').hidden = chosenCard() !== undefined;
  $('pay').disabled = !isReady();
}

// The button stays focusable, so that people who pay with the keyboard do not lose their place.
function showPaying(value) {
  paying = value;
  $('pay').setAttribute('aria-disabled', String(value));
  showTotal();
  for (const input of inputs) input.readOnly = value;
  $('country').disabled = value;
  payment.update({ readOnly: value });
}

const showTotal = () => say('pay-label', paying ? 'Paying …' : `Pay ${total()}`);

/** Offers only methods that can be kept, where the shopper wants to keep one. */
const keep = () => elements.update({ setupFutureUsage: $('save').checked ? 'off_session' : null });

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
$('country').addEventListener('change', changePrice);
$('save').addEventListener('change', keep);
$('retry').addEventListener('click', retry);
$('again').addEventListener('click', showForm);
$('refund').addEventListener('click', refund);
onChoice(showReady);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
  elements?.update({ appearance: appearance() }),
);
changePrice();
mountPayment();
void showSavedCards();
