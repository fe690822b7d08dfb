/**
 * The script of the page of a session: it shows the Payment Element, sends what the customer chooses and tells, and leads on. Only the
 * server draws what is bought and what it costs.
 */
export const CHECKOUT_SCRIPT = `'use strict';
const form = document.getElementById('checkout');
const byId = (id) => document.getElementById(id);
const button = byId('pay');
const message = byId('message');
const { account, publishableKey: key } = JSON.parse(form.dataset.payable);
let purchase = JSON.parse(form.dataset.purchase);
const texts = JSON.parse(form.dataset.texts);
const payframe = Payframe(key, { locale: purchase.locale, ...(account ? { stripeAccount: account } : {}) });
const here = location.origin + '/pay/' + purchase.id;
/* Embedded, the page is in a frame of the host, which reaches the shop's page. */
const around = form.dataset.embedded === undefined ? {
  act: (clientSecret) => payframe.handleNextAction({ clientSecret }),
  asks: [],
  dark: matchMedia('(prefers-color-scheme: dark)'),
  fetchPage: () => fetch(here),
  leave: (address) => location.replace(address || here),
  reload: () => location.reload(),
} : parent.aroundCheckout;
const { dark } = around;
const look = () => purchase.look || ({ theme: dark.matches ? 'night' : 'stripe' });
const wholeAddress = Boolean(byId('billing_details[address][line1]'));

let elements;
if (purchase.mode) {
  elements = payframe.elements({
    mode: purchase.mode,
    ...(purchase.mode === 'setup' ? {} : { amount: purchase.amount }),
    ...(purchase.currency ? { currency: purchase.currency } : {}),
    ...(purchase.mode === 'payment' && purchase.usage ? { setupFutureUsage: purchase.usage } : {}),
    ...(purchase.capture ? { captureMethod: purchase.capture } : {}),
    paymentMethodTypes: purchase.types,
    appearance: look(),
    ...(purchase.saved ? { customerSessionClientSecret: purchase.saved } : {}),
  });
  const payment = elements.create('payment', {
    business: { name: purchase.shop },
    fields: { billingDetails: { email: 'never', ...(wholeAddress ? { name: 'never', address: 'never' } : {}) } },
  });
  payment.on('ready', () => {
    byId('payment').classList.add('ready');
    button.disabled = false;
  });
  payment.on('loaderror', ({ error }) => { message.textContent = error.message; });
  payment.mount('#payment');
  dark.addEventListener('change', () => elements.update({ appearance: look() }));
} else {
  button.disabled = false;
}

async function post(path, params, headers = {}) {
  const body = new URLSearchParams({ ...params, key });
  const answer = await fetch('/v1/payment_pages/' + purchase.id + path, {
    method: 'POST',
    headers: { ...headers, ...(account ? { 'Payframe-Account': account } : {}) },
    body,
  }).catch(() => null);
  if (!answer) return { error: { message: texts.network } };
  return answer.json().catch(() => ({ error: { message: texts.network } }));
}

/* Draws what is bought as the server has it now, and keeps the focus. */
async function redraw() {
  const answer = await around.fetchPage();
  if (answer.redirected) return around.reload();
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const now = page.getElementById('checkout');
  if (!now) return around.reload();
  const after = JSON.parse(now.dataset.purchase);
  if (after.mode !== purchase.mode) return around.reload();
  const focused = document.activeElement && document.activeElement.id;
  const wasOpen = document.querySelector('.fold').open;
  for (const id of ['summary', 'deliveries']) byId(id)?.replaceWith(page.getElementById(id));
  document.querySelector('.fold').open = wasOpen;
  button.textContent = page.getElementById('pay').textContent;
  if (elements && after.mode !== 'setup') elements.update({ amount: after.amount, paymentMethodTypes: after.types });
  purchase = after;
  const again = focused && byId(focused);
  if (again) again.focus();
}

async function choose(params, problem) {
  message.textContent = '';
  const { error } = await post('', params);
  if (!error) return redraw();
  if (error.code === 'status_transition_invalid') return around.reload();
  if (problem) problem.textContent = error.code === 'resource_missing' ? texts.no_code : texts.code_refused;
  else message.textContent = error.message;
  if (!problem) await redraw();
}

/* Asks the shop first, where its page wants to know. */
async function permitted(handler, event) {
  if (!around.asks.includes(handler)) return true;
  const { type, errorMessage } = await around.permits(handler, { checkoutSessionId: purchase.id, ...event });
  if (type === 'reject') message.textContent = errorMessage || texts.check;
  return type === 'accept';
}
async function chooseQuantity({ line: id, quantity }) {
  message.textContent = '';
  const lines = purchase.lines.map((line) => (line.id === id ? { ...line, quantity: Number(quantity) } : line));
  const isPermitted = await permitted('onLineItemsChange', { lineItems: lines.filter((line) => line.quantity > 0) });
  if (isPermitted) await choose({ 'line_item[id]': id, 'line_item[quantity]': quantity });
  else await redraw();
}

document.addEventListener('click', ({ target }) => {
  const chosen = target.closest('button[data-line]');
  if (chosen) chooseQuantity(chosen.dataset);
  if (target.closest('#no-promotion')) choose({ promotion_code: '' });
});
document.addEventListener('change', ({ target }) => {
  if (target.name === 'shipping_rate') choose({ shipping_rate: target.value });
  if (target.matches('input[data-line]'))
    chooseQuantity({ line: target.dataset.line, quantity: target.value });
  if (target.name.startsWith('shipping_details')) tellAddress();
});

/* Tells the shop's page a whole delivery address, from which the shop may compute what the delivery costs. */
async function tellAddress() {
  if (!around.asks.includes('onShippingDetailsChange')) return;
  const params = told();
  const part = (name) => params['shipping_details[address][' + name + ']'] || null;
  const parts = ['city', 'country', 'line1', 'line2', 'postal_code', 'state'];
  const address = Object.fromEntries(parts.map((name) => [name, part(name)]));
  const name = params['shipping_details[name]'];
  if (!name || !address.country || !address.line1) return;
  message.textContent = '';
  await permitted('onShippingDetailsChange', { shippingDetails: { name, address } });
  await redraw();
}
document.addEventListener('submit', (event) => {
  if (event.target.id !== 'promotion') return;
  event.preventDefault();
  choose({ promotion_code: byId('promotion-code').value }, byId('promotion-problem'));
});

/* Says what is wrong with a field, at the field. */
function mark(field, text) {
  const place = byId(field.id + '-problem');
  if (!place) return;
  place.textContent = text;
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}
function problemOf({ validity, value }) {
  if (validity.valueMissing) return texts.required;
  if (validity.typeMismatch) return texts.check_email;
  if (validity.patternMismatch) return texts.only_digits;
  if (validity.tooShort) return texts.too_short;
  return validity.valid ? '' : texts.check;
}
function firstWrong() {
  let first;
  for (const field of form.querySelectorAll('input[id], select[id]')) {
    const text = field.matches(':disabled') ? '' : problemOf(field);
    mark(field, text);
    if (text && !first) first = field;
  }
  return first;
}
form.addEventListener('input', ({ target }) => { if (target.hasAttribute('aria-invalid')) mark(target, problemOf(target)); });

/* A bill for the delivery address needs no address of its own: its fields are switched off. */
const same = byId('same-address');
function showBilling() {
  byId('billing').hidden = same.checked;
  byId('billing').disabled = same.checked;
}
if (same) {
  same.addEventListener('change', showBilling);
  showBilling();
}

const asBusiness = byId('as-business');
if (asBusiness) asBusiness.addEventListener('change', () => {
  byId('business').hidden = !asBusiness.checked;
  byId('business').disabled = !asBusiness.checked;
});

/* Returns what is typed, by the names of parameters. */
function told() {
  const typed = [...new FormData(form)].filter(([name, value]) => value !== '' && name !== 'shipping_rate');
  const shared = typed.filter(([name]) => same && same.checked && name.startsWith('shipping_details'));
  const values = [...typed, ...shared.map(([name, value]) => [name.replace('shipping', 'billing'), value])];
  return Object.fromEntries(values);
}
function holderIn(params) {
  const part = (name) => params['billing_details[address][' + name + ']'] || '';
  const address = Object.fromEntries(['city', 'country', 'line1', 'line2', 'postal_code', 'state'].map((name) => [name, part(name)]));
  const email = params.email || form.dataset.email;
  return {
    ...(email ? { email } : {}),
    ...(wholeAddress ? { name: params['billing_details[name]'] || '', address } : {}),
  };
}

async function pay() {
  const params = told();
  if (elements) {
    const { error: wrong } = await elements.submit();
    if (wrong) return wrong.message;
    const { confirmationToken, error } = await payframe.createConfirmationToken({
      elements,
      params: { payment_method_data: { billing_details: holderIn(params) }, return_url: here },
    });
    if (error) return error.message;
    params.confirmation_token = confirmationToken.id;
  }
  if (purchase.currency) params.expected_amount = String(purchase.amount);
  /* Letters only: a number could look like that of an account. */
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => String.fromCharCode(97 + (byte % 26)));
  const attempt = { 'Idempotency-Key': letters.join('') };
  const answer = await post('/confirm', params, attempt);
  if (answer.error) return refused(answer.error);
  if (answer.next_action_client_secret) {
    const { error } = await around.act(answer.next_action_client_secret);
    if (error) return reasonOf(error);
  }
  /* The page knows where it leads to once it is complete. */
  around.leave(answer.return_url);
  return null;
}

/* Says why a payment was refused. Without a text of its own, the error's message is at least exact, where the page is in English. */
const reasonOf = ({ code, decline_code, message: text }) =>
  texts[decline_code] || texts[code] || (document.documentElement.lang.startsWith('en') ? text : texts.not_taken);

async function refused(error) {
  const { code, param } = error;
  if (code === 'status_transition_invalid') { around.reload(); return null; }
  const field = param && byId(param);
  if (field && field.name) { mark(field, code === 'parameter_missing' ? texts.required : texts.check); field.focus(); return ''; }
  if (param === 'expected_amount' || param === 'promotion_code') await redraw();
  if (param === 'expected_amount') return texts.total_changed;
  return param === 'promotion_code' ? texts.code_refused : reasonOf(error);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  message.textContent = '';
  const wrong = firstWrong();
  if (wrong) return wrong.focus();
  button.disabled = true;
  button.setAttribute('aria-busy', 'true');
  const problem = await pay();
  if (problem === null) return;
  button.removeAttribute('aria-busy');
  button.disabled = false;
  message.textContent = problem;
});

/* A page that comes back from the cache of the browser may be paid by now. */
addEventListener('pageshow', ({ persisted }) => { if (persisted) around.reload(); });
`;
