/** The script of `PaymentForm` and `BankForm`. */
const SCRIPT = `'use strict';
const form = document.getElementById('pay');
if (form) {
  const { account, key, locale, merchant, next, payer, secret } = form.dataset;
  const button = form.querySelector('button');
  const message = document.getElementById('message');
  const payframe = Payframe(key, { locale, ...(account && { stripeAccount: account }) });
  const act = payer ? element(JSON.parse(payer)) : () => payframe.handleNextAction({ clientSecret: secret });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    message.textContent = '';
    const { error } = await act();
    if (!error && next) return document.getElementById(next).submit();
    if (!error || !payer) return location.replace(location.pathname);
    // The Element says itself which field is not right.
    if (error.type !== 'validation_error') message.textContent = error.message;
    button.disabled = false;
  });

  function element(billingDetails) {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const look = () => ({ theme: dark.matches ? 'night' : 'stripe' });
    const elements = payframe.elements({ clientSecret: secret, appearance: look() });
    const payment = elements.create('payment', {
      business: { name: merchant },
      defaultValues: { billingDetails },
      layout: { type: 'accordion', defaultCollapsed: false },
    });
    payment.on('ready', () => { button.disabled = false; });
    payment.on('loaderror', ({ error }) => { message.textContent = error.message; });
    payment.mount('#payment');
    dark.addEventListener('change', () => elements.update({ appearance: look() }));
    const method = secret.startsWith('seti_') ? 'confirmSetup' : 'confirmPayment';
    const confirmParams = { return_url: location.origin + location.pathname };
    return () => payframe[method]({ elements, confirmParams, redirect: 'if_required' });
  }
}
`;

/** Answers with the script. */
export const paymentScript = (): Response =>
  new Response(SCRIPT, {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': 'text/javascript; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    },
  });
