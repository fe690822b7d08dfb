import '@power-elements/stripe-elements';
import { content, key, note, secret, told } from './shop.js';

const root = document.getElementById('root');
root.innerHTML = `
  <form>
    <div></div>
    <button>Pay</button>
    <button type="button" name="confirm">Confirm</button>
    <button type="button" name="paint">Paint</button>
    <button type="button" name="show">Show</button>
    <output></output>
  </form>`;
const form = root.querySelector('form');
const box = root.querySelector('div');
const field = () => box.querySelector('stripe-elements');
const on = (name, act) => form.elements[name].addEventListener('click', act);
const tell = (result) => {
  root.querySelector('output').value = told(result);
};

const WALLET = `<stripe-payment-request publishable-key="${key}" country="DE" currency="eur" label="Cup" amount="3200" generate="payment-method"
  ></stripe-payment-request>`;

function show() {
  const generate = { token: 'token', source: 'source' }[content] ?? 'payment-method';
  box.innerHTML = `${content === 'wallet' ? WALLET : ''}
    <stripe-elements publishable-key="${key}" locale="en" generate="${generate}"></stripe-elements>`;
  for (const type of ['ready', 'change']) field().addEventListener(type, ({ detail }) => note(type, detail));
  box.firstElementChild.addEventListener('unsupported', () => note('unsupported'));
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  field()
    .submit()
    .catch((error) => ({ error }))
    .then(tell);
});
on('confirm', async () => {
  const { stripe, element } = field();
  tell(await stripe.confirmCardPayment(secret, { payment_method: { card: element } }));
});
on('paint', () => {
  field().style.setProperty('--stripe-elements-base-color', 'rgb(1, 2, 3)');
  field().updateStyle();
});
on('show', () => (field() ? field().remove() : show()));
show();
