const form = document.getElementById('form');
const { key, clientSecret } = form.dataset;

const payframe = Payframe(key);
const elements = payframe.elements({ clientSecret });
elements.create('payment').mount('#payment');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const confirmParams = { return_url: `${location.origin}/done` };
  const { error } = await payframe.confirmPayment({ elements, confirmParams });
  document.getElementById('message').textContent = error.message;
});
