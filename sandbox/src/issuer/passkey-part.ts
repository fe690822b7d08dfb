import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { ShownPayment } from './passkey-confirmation.js';

/** What the bank's page asks a browser by. */
export interface PasskeyQuestion {
  /** Ids of the passkeys that the card has. */
  known: string[];
  /** Challenges of the payment, and of a new passkey. */
  toConfirm: string;
  toRegister: string;
  payment: ShownPayment;
}

/** Runs in the bank's page. It shows its buttons only where the browser can confirm payments. */
const SCRIPT = `'use strict';
const place = document.getElementById('passkey');
const asked = JSON.parse(place.dataset.asked);
const { known, payment } = asked;
const rpId = location.hostname;
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');

async function isThere() {
  const ask = self.PaymentRequest?.securePaymentConfirmationAvailability;
  return !!ask && (await ask.call(PaymentRequest)) === 'available';
}

async function confirm() {
  const { payeeName, payeeOrigin, total, instrument } = payment;
  const data = {
    challenge: bytes(asked.toConfirm),
    credentialIds: known.map(bytes),
    instrument: { displayName: instrument, icon: place.dataset.icon, iconMustBeShown: false },
    payeeName,
    ...(payeeOrigin && { payeeOrigin }),
    rpId,
    timeout: 300000,
  };
  const request = new PaymentRequest([{ supportedMethods: 'secure-payment-confirmation', data }], {
    total: { label: 'Total', amount: total },
  });
  const answer = await request.show();
  await answer.complete('success');
  const { id, response } = answer.details;
  return {
    'confirmation[id]': id,
    'confirmation[client_data]': text(response.clientDataJSON),
    'confirmation[authenticator_data]': text(response.authenticatorData),
    'confirmation[signature]': text(response.signature),
  };
}

async function register() {
  const { id, response } = await navigator.credentials.create({
    publicKey: {
      rp: { id: rpId, name: 'Payframe Test Bank' },
      user: { id: crypto.getRandomValues(new Uint8Array(32)), name: payment.instrument, displayName: payment.instrument },
      challenge: bytes(asked.toRegister),
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map((one) => ({ type: 'public-key', id: bytes(one) })),
      extensions: { payment: { isPayment: true } },
    },
  });
  return {
    'registration[id]': id,
    'registration[client_data]': text(response.clientDataJSON),
    'registration[authenticator_data]': text(response.getAuthenticatorData()),
    'registration[public_key]': text(response.getPublicKey()),
  };
}

function send(fields) {
  const form = place.querySelector('form');
  for (const [name, value] of Object.entries({ outcome: 'complete', ...fields }))
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  form.submit();
}

function button(id, work) {
  const node = document.getElementById(id);
  node?.addEventListener('click', async () => {
    const problem = place.querySelector('.problem');
    node.disabled = true;
    problem.textContent = '';
    try {
      send(await work());
    } catch (error) {
      problem.textContent = 'That did not work: ' + error.message;
      node.disabled = false;
    }
  });
}

button('confirm', confirm);
button('register', register);
isThere().then((yes) => { place.hidden = !yes; }, () => {});
`;

/** Hash of the only script that the bank's page runs. */
export const PASSKEY_SCRIPT_HASH = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;

/** A card in one colour. */
const ICON =
  'data:image/svg+xml;base64,' +
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="20"><rect width="32" height="20" rx="3" fill="#0b57d0"/></svg>',
  ).toString('base64');

/** The part of the bank's page that confirms by a passkey, or saves one for the next payment. It is hidden without script. */
export const passkeyPart = (
  asked: PasskeyQuestion,
) => html`<div id="passkey" hidden data-asked="${JSON.stringify(asked)}" data-icon="${ICON}">
<form method="post">
${asked.known.length > 0 ? html`<button type="button" class="yes" id="confirm">Confirm with a passkey</button>` : ''}
<button type="button" id="register">Complete, and save a passkey</button>
</form>
<p class="problem" role="alert"></p>
</div>
<script>${raw(SCRIPT)}</script>`;
