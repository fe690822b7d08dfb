import { existsSync, readdirSync, readFileSync } from 'node:fs';

const bankSandbox = JSON.parse(readFileSync('src/frame/challenge/bank-sandbox.json', 'utf8'));

/** What the page of a session may do in a shop's page: open links of the shop's texts in another tab, but not leave the page. */
const checkoutSandbox = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
];

const frame = (name, folder, css, permissions) => ({
  name,
  script: `src/frame/${folder}/${name}.ts`,
  html: `src/frame/${folder}/${name}.html`,
  css,
  path: `frame/v1/${name}.html`,
  ...permissions,
});

const FORM = 'src/frame/form/form.css';

/** Where Chrome reads what Google Pay is, before it opens it. */
const GOOGLE_PAY = ['https://google.com/pay', 'https://pay.google.com'];

/** Style sheets under an Element's own, where they are not only that of forms. The buttons of wallets are no form. */
const UNDER = { address: [FORM, 'src/frame/form/saved.css'], expressCheckout: [] };

/** Returns the style sheets of an Element: that of a card's fields, or its own over others. */
function stylesOf(name) {
  const own = `src/frame/elements/${name}/${name}.css`;
  const card = 'src/frame/elements/card/card.css';
  if (own === card || !existsSync(own)) return [card];
  return [...(UNDER[name] ?? [FORM]), own];
}

/**
 * The documents of the host. Each Element's folder has one, with a script of its name, and so have the
 * others.
 */
export const frames = [
  ...readdirSync('src/frame/elements').map((name) =>
    frame(name, `elements/${name}`, stylesOf(name), {
      atOnce: /^(card|payment)$/.test(name),
      ...(name === 'expressCheckout' && { pays: GOOGLE_PAY }),
    }),
  ),
  frame('agent', 'agent'),
  frame('checkoutSession', 'checkout-session'),
  frame('challenge', 'challenge', ['src/frame/challenge/challenge.css'], {
    policy: ["frame-src 'self' https:", `sandbox ${bankSandbox.join(' ')}`],
    embeds: true,
    letsPay: true,
  }),
  frame('checkout', 'checkout', ['src/frame/checkout/checkout.css'], {
    policy: ["frame-src 'self'", `sandbox ${checkoutSandbox.join(' ')}`],
    forms: true,
  }),
  frame('authenticated', 'challenge', undefined, { policy: ['sandbox allow-scripts'] }),
];
