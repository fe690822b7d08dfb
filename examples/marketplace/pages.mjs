/** The pages of the marketplace, as HTML. */

const escapeHtml = (text) => `${text}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Marks text that is HTML already. */
class Html extends String {}

const markup = (value) => {
  if (Array.isArray(value)) return value.map(markup).join('');
  return value instanceof Html ? value : escapeHtml(value ?? '');
};

/** Writes HTML. Every value in it is escaped. */
const html = (parts, ...values) =>
  new Html(parts.map((part, index) => (index === 0 ? part : markup(values[index - 1]) + part)).join(''));

const page = (title, body, head = '') =>
  `${html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Shoreline Market</title>
    <link rel="icon" href="/favicon.svg" />
    <link rel="stylesheet" href="/style.css" />
    ${head}
  </head>
  <body>
    <header><a href="/">Shoreline Market</a></header>
    <main>
      <h1>${title}</h1>
      ${body}
    </main>
  </body>
</html>
`}`;

const money = (amount) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(amount / 100);

export const homePage = (offers) =>
  page(
    'Made by hand',
    html`<ul class="offers">
        ${offers.map(
          ({ name, title, product, amount, isOpen }) => html`<li>
          <h2>${product}</h2>
          <p>By <a href="/sellers/${name}">${title}</a></p>
          ${isOpen ? html`<p><a class="button" href="/sellers/${name}/buy">Buy for ${money(amount)}</a></p>` : html`<p>Not on sale yet</p>`}
        </li>`,
        )}
      </ul>`,
  );

/** What a seller is told about the account. */
function statusOf({ charges_enabled: charges, payouts_enabled: payouts, details_submitted: submitted }) {
  if (charges && payouts) return 'You can sell, and are paid.';
  return submitted ? 'Your details are being checked.' : 'Tell us how you are paid, and you can sell.';
}

export function sellerPage({ name, title }, account, { available, pending, payouts }) {
  const due = account.requirements?.currently_due ?? [];
  const button = (action, text, isMain) =>
    html`<form method="post" action="/sellers/${name}/${action}"><button ${isMain ? html`class="main"` : ''}>${text}</button></form>`;
  return page(
    title,
    html`<p role="status">${statusOf(account)}</p>
      ${due.length > 0 ? button('onboard', 'Set up payments', true) : ''}
      <h2>Balance</h2>
      <dl>
        <dt>Available</dt><dd>${money(available)}</dd>
        <dt>On its way</dt><dd>${money(pending)}</dd>
      </dl>
      ${available > 0 && account.payouts_enabled ? button('pay-out', `Pay out ${money(available)}`, true) : ''}
      ${payouts.length > 0 ? html`<h2>Payouts</h2><ul>${payouts.map(({ amount, status }) => html`<li>${money(amount)}: ${status}</li>`)}</ul>` : ''}
      ${account.details_submitted ? button('account', 'Open your account') : ''}`,
  );
}

export const checkoutPage = ({ product, title, amount }, { script, publishableKey, clientSecret }) =>
  page(
    product,
    html`<p>By ${title}</p>
      <form id="form" data-key="${publishableKey}" data-client-secret="${clientSecret}">
        <div id="payment"></div>
        <p id="message" role="alert"></p>
        <button class="main">Pay ${money(amount)}</button>
      </form>
      <noscript><p>Paying needs JavaScript.</p></noscript>`,
    html`<script src="${script}" defer></script>
    <script src="/pay.js" type="module"></script>`,
  );

/** What a shopper reads about a payment, by its status. */
const OUTCOMES = {
  succeeded: 'Thank you',
  processing: 'Thank you: your bank needs a few days',
};

export function donePage({ status, amount, application_fee_amount: share }) {
  const title = OUTCOMES[status];
  if (!title) return page('Not paid', html`<p>The payment was not completed. Please try again.</p>`);
  return page(
    title,
    html`<p>You paid ${money(amount)}: ${money(amount - share)} to the seller, ${money(share)} to the market.</p>`,
  );
}
