/** Pays an order by a wallet, in which the shopper has chosen a card, an address and where the receipt goes. */
const express = document.getElementById('express');
const message = document.getElementById('express-message');

express.addEventListener('ready', ({ detail }) => {
  document.getElementById('wallets').hidden = !detail.availablePaymentMethods;
});

express.addEventListener('confirm', ({ detail }) => {
  message.textContent = '';
  pay(detail).catch(() => detail.paymentFailed({ message: 'The shop did not answer. Please try again.' }));
});

async function pay({ billingDetails }) {
  const { payframe, elements } = express;
  await elements.submit();
  const { error } = await payframe.confirmPayment({
    elements,
    clientSecret: await openIntent(),
    confirmParams: {
      return_url: new URL('/paid', location.href).href,
      receipt_email: billingDetails.email,
    },
  });
  // The wallet shows it too, and stays open for another try.
  if (error) message.textContent = error.message;
}

/** Returns the client secret of the order's PaymentIntent. */
async function openIntent() {
  const { value } = document.querySelector('[name="order"]');
  const response = await fetch('/intent', { method: 'POST', body: new URLSearchParams({ order: value }) });
  if (!response.ok) throw new Error(`/intent answered ${response.status}.`);
  return (await response.json()).clientSecret;
}
