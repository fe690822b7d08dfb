/** The shop's server that the guide's tests start: by a function, or, where its environment names a host, by itself. */
import { createServer } from 'node:http';
import Stripe from 'stripe';

/** A checkout for one order. */
const page = (host, publishableKey, clientSecret) => `<!doctype html>
<html lang="en">
<title>Shop</title>
<form><div id="card"></div><p role="alert"></p><button>Pay</button></form>
<script src="${host}/js/v1/payframe.js"></script>
<script>
  const payframe = Payframe('${publishableKey}');
  const card = payframe.elements().create('card');
  card.mount('#card');
  document.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { error } = await payframe.confirmCardPayment('${clientSecret}', { payment_method: { card } });
    document.querySelector('p').textContent = error ? error.message : 'Thank you';
  });
</script>`;

export async function startShop({ url, publishableKey, secretKey }, port = 0) {
  const host = new URL(url);
  const stripe = new Stripe(secretKey, { host: host.hostname, port: host.port, protocol: 'http' });
  const server = createServer(async (request, response) => {
    if (request.url !== '/checkout') return response.writeHead(404).end();
    const { client_secret } = await stripe.paymentIntents.create({
      amount: 1999,
      currency: 'eur',
      allowed_payment_method_types: ['card'],
    });
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(page(url, publishableKey, client_secret));
  });
  await new Promise((resolve) => server.listen(port, 'localhost', () => resolve(undefined)));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : ''}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const { PAYFRAME_HOST, PUBLISHABLE_KEY, SECRET_KEY, PORT } = process.env;
if (PAYFRAME_HOST)
  await startShop(
    { url: PAYFRAME_HOST, publishableKey: PUBLISHABLE_KEY, secretKey: SECRET_KEY },
    Number(PORT),
  );
