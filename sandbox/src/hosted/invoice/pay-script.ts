/** The script of the page of an invoice: it is paid as in the page of any shop. */
export const PAY_SCRIPT = `'use strict';
const form = document.getElementById('pay');
if (form) {
  const { account, secret, merchant } = form.dataset;
  const billingDetails = JSON.parse(form.dataset.payer);
  const button = form.querySelector('button');
  const message = document.getElementById('message');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const look = () => ({ theme: dark.matches ? 'night' : 'stripe' });
  const payframe = Payframe(form.dataset.key, account ? { stripeAccount: account } : undefined);
  const elements = payframe.elements({ clientSecret: secret, appearance: look(), locale: 'en' });
  const payment = elements.create('payment', { business: { name: merchant }, defaultValues: { billingDetails } });
  payment.on('ready', () => { button.disabled = false; });
  payment.on('loaderror', ({ error }) => { message.textContent = error.message; });
  payment.mount('#payment');
  dark.addEventListener('change', () => elements.update({ appearance: look() }));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    message.textContent = '';
    const confirmParams = { return_url: location.origin + location.pathname };
    const { error } = await payframe.confirmPayment({ elements, confirmParams });
    message.textContent = error.message;
    button.disabled = false;
  });
}
`;
