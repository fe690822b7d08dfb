const { key } = document.getElementById('checkout').dataset;

const fetchClientSecret = async () => (await fetch('/session', { method: 'POST' })).text();

const payframe = Payframe(key);
const checkout = await payframe.createEmbeddedCheckoutPage({ fetchClientSecret });
checkout.mount('#checkout');
