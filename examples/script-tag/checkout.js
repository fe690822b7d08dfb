/** The shop's integration: a card field, a Pay button, and the id of a payment method for the shop's server. */

const $ = (id) => document.getElementById(id);
const form = $('payment-form');
const inputs = [$('email'), $('name')];

const unreachable = { message: 'The shop could not be reached, and nothing was charged. Please try again.' };

let payframe;
let card;
let complete = false;
let paying = false;

function mountCard() {
  // A host that cannot be reached, or a content blocker.
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

// The field takes this page's type and colours, in either colour scheme.
function cardStyle() {
  const { color, fontFamily, fontSize, lineHeight } = getComputedStyle(inputs[0]);
  const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return {
    base: { color, fontFamily, fontSize, lineHeight, '::placeholder': { color: value('--placeholder') } },
    invalid: { color: value('--danger') },
  };
}

async function pay() {
  // A second click, or Enter and a click, is one payment.
  if (paying || !complete || !inputsAreFine()) return;
  showPaying(true);
  say('form-error');
  const [email, name] = inputs.map((input) => input.value.trim());
  const failure = await payAs(email, name).catch(() => unreachable);
  showPaying(false);
  if (failure) showFailure(failure);
}

// Returns an error, or nothing.
async function payAs(email, name) {
  const billing_details = { email, name };
  const { paymentMethod, error } = await payframe.createPaymentMethod({
    type: 'card',
    card,
    billing_details,
  });
  if (error) return error;
  const order = await placeOrder(paymentMethod.id);
  if (order.error) return order.error;
  showSuccess(order.card, name, email);
}

// All that the shop's server gets is an id.
async function placeOrder(id) {
  const response = await fetch('/pay', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ payment_method: id }),
    signal: AbortSignal.timeout(20_000),
  });
  return response.json();
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
  if (ofTheCard) card.focus();
  else $('pay').focus();
}

const brands = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  unknown: 'Card',
};

function showSuccess({ brand, last4, exp_month, exp_year }, name, email) {
  const title = brands[brand] ?? brand[0].toUpperCase() + brand.slice(1);
  const expiry = `${String(exp_month).padStart(2, '0')}/${exp_year}`;
  say('success-title', `Thank you, ${name}`);
  say('success-card', `${title} •••• ${last4}, expires ${expiry}`);
  say('success-email', `In test mode nothing is charged, and no receipt goes to ${email}.`);
  form.hidden = true;
  $('success').hidden = false;
  $('success-title').focus();
}

function showForm() {
  $('success').hidden = true;
  form.hidden = false;
  card.clear();
  card.focus();
}

function showLoadFailure() {
  showComplete(false);
  $('load-failure').hidden = false;
}

function retry() {
  $('load-failure').hidden = true;
  if (card) return card.mount('#card-element');
  const script = document.createElement('script');
  script.addEventListener('load', mountCard);
  script.addEventListener('error', showLoadFailure);
  script.src = $('payframe-script').src;
  document.head.append(script);
}

function showComplete(value) {
  complete = value;
  $('pay').disabled = !value;
}

// The button stays focusable, so that who pays with the keyboard does not lose their place.
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
  // A mark goes as soon as it is no longer true; a new one waits until Pay is pressed.
  input.addEventListener('input', () => input.getAttribute('aria-invalid') === 'true' && isFine(input));
}
$('retry').addEventListener('click', retry);
$('again').addEventListener('click', showForm);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
  card?.update({ style: cardStyle() }),
);
mountCard();
