import { money } from '../../../../contract/money.js';
import { findTestCard, testCardGroups } from '../../../../contract/test-cards.js';
import { createNode } from '../../../form/nodes.js';
import type { Contact, Means, SheetState, WalletSession } from '../wallet-session.js';
import { CONTACTS, lineOf } from './contacts.js';
import { deliveryText } from './delivery.js';

/** Years for which the cards of the simulated wallet are valid. */
const VALID_YEARS = 3;

/** The form of the simulated wallet. */
export interface WalletForm {
  node: HTMLFormElement;
  /** Tells the page of the address that is chosen at first, as wallets do. */
  start(): Promise<void>;
}

/** Creates the form in which a shopper chooses what to pay with and where to ship to. */
export function createWalletForm(session: WalletSession): WalletForm {
  const node = createNode('form', 'sheet');
  const { wallet } = session;
  const takesCards = wallet.method === 'card';
  const note = createNode('p', 'note');
  note.textContent = `Test mode: a simulation of ${wallet.name}. ${
    takesCards
      ? 'It knows only test cards, and no money moves.'
      : 'The test bank asks next, and no money moves.'
  }`;
  const payer = createChoice('Contact', peopleBy(contactOf));
  const recipient = createChoice('Ship to', peopleBy(lineOf), () => void ship());
  const rates = createNode('fieldset');
  const card = createChoice('Card', cardGroups());
  const sum = createNode('dl', 'sum');
  const problem = createNode('p');
  problem.setAttribute('role', 'alert');
  const pay = createNode('button', 'pay');
  const cancel = createNode('button');
  cancel.type = 'button';
  cancel.className = 'cancel';
  cancel.textContent = 'Cancel';
  const actions = createNode('div', 'actions');
  actions.append(pay, cancel);
  node.append(note, payer.node, recipient.node, rates);
  if (takesCards) node.append(card.node);
  node.append(sum, problem, actions);

  let isBusy = false;
  let isRefused = false;

  const chosen = (choice: typeof payer) => CONTACTS[choice.select.selectedIndex] as Contact;

  /** Shows the session's state. A control that stays keeps the focus. */
  function draw() {
    const state = session.state();
    recipient.node.hidden = !state.wantsShipping;
    payer.node.hidden = !(state.wantsEmail || state.wantsPhone || state.wantsBilling);
    drawRates(rates, state, isRefused, (id) => void choose(() => session.chooseRate(id)));
    drawSum(sum, state);
    pay.textContent = isBusy ? 'Please wait…' : `Pay ${money(state.amount, state.currency)}`;
    const cannotShip = state.wantsShipping && (isRefused || !state.rate);
    pay.disabled = isBusy || cannotShip;
    for (const control of node.querySelectorAll<HTMLSelectElement | HTMLInputElement>('select, input'))
      control.disabled = isBusy;
    node.setAttribute('aria-busy', `${isBusy}`);
  }

  /** Does something that takes its time, and then gives the focus back to the control that had it. */
  async function busily<T>(work: () => Promise<T>): Promise<T> {
    const { activeElement } = document;
    isBusy = true;
    say('');
    draw();
    const result = await work();
    isBusy = false;
    draw();
    if (activeElement instanceof HTMLElement && document.activeElement === document.body)
      activeElement.focus();
    return result;
  }

  const say = (text: string) => {
    problem.textContent = text;
  };

  async function choose(change: () => Promise<boolean>) {
    const accepted = await busily(change);
    isRefused = !accepted;
    draw();
    if (!accepted) say('The shop does not ship like this. Choose another address or way to ship.');
    else if (session.state().wantsShipping && !session.state().rate)
      say('The shop does not ship to this address.');
  }

  async function ship() {
    const { countries } = session.state();
    const contact = chosen(recipient);
    if (!countries || countries.includes(contact.address.country))
      return choose(() => session.chooseAddress(contact));
    isRefused = true;
    draw();
    say(`The shop does not ship to ${contact.address.country}.`);
  }

  node.addEventListener('submit', async (event) => {
    event.preventDefault();
    const failure = await busily(() => session.pay(meansOf(chosen(payer), card.select.value, wallet.type)));
    say(failure || 'The payment failed. Try another card.');
  });
  cancel.addEventListener('click', () => session.end('canceled'));
  session.onChange(draw);
  draw();

  return {
    node,
    async start() {
      if (session.state().wantsShipping) await ship();
    },
  };
}

const contactOf = ({ name, email, phone }: Contact) => `${name}, ${email}, ${phone}`;

/** Returns what the shopper pays with: a test card, or nothing for a wallet that leads to another page. */
function meansOf(payer: Contact, number: string, wallet: string): Means {
  const testCard = findTestCard(number);
  if (!testCard) return { payer, data: {}, secret: '' };
  return {
    payer,
    data: {
      number,
      exp_month: 12,
      exp_year: new Date().getFullYear() + VALID_YEARS,
      wallet: { type: wallet },
    },
    secret: number,
  };
}

/** Returns the people of the wallet as choices. */
const peopleBy = (textOf: (contact: Contact) => string) =>
  CONTACTS.map((contact) => new Option(textOf(contact), contact.name));

/** Creates a labelled choice. */
function createChoice(label: string, choices: HTMLElement[], onChange = () => {}) {
  const node = createNode('div');
  const caption = createNode('label');
  const select = createNode('select');
  select.id = caption.htmlFor = label.replaceAll(' ', '-').toLowerCase();
  caption.textContent = label;
  select.append(...choices);
  select.addEventListener('change', onChange);
  node.append(caption, select);
  return { node, select };
}

/** Returns all test cards, by their purposes. */
const cardGroups = () =>
  testCardGroups.map(({ title, cards }) => {
    const group = createNode('optgroup');
    group.label = title;
    group.append(
      ...cards.map(
        ({ description, number }) => new Option(`${description} •••• ${number.slice(-4)}`, number),
      ),
    );
    return group;
  });

/** Draws the ways to ship. */
function drawRates(
  fieldset: HTMLElement,
  { wantsShipping, shippingRates, rate, currency }: SheetState,
  isRefused: boolean,
  choose: (id: string) => void,
) {
  fieldset.hidden = !wantsShipping || isRefused || !shippingRates.length;
  const wanted = JSON.stringify([shippingRates, currency]);
  if (fieldset.dataset.drawn !== wanted) {
    fieldset.dataset.drawn = wanted;
    const legend = createNode('legend');
    legend.textContent = 'Shipping';
    fieldset.replaceChildren(legend, ...shippingRates.map((one) => rateNode(one, currency, choose)));
  }
  for (const input of fieldset.querySelectorAll('input')) input.checked = input.value === rate?.id;
}

function rateNode(
  { id, displayName, amount, deliveryEstimate }: SheetState['shippingRates'][number],
  currency: string,
  choose: (id: string) => void,
) {
  const label = createNode('label', 'rate');
  const input = createNode('input');
  Object.assign(input, { type: 'radio', name: 'rate', value: id });
  input.addEventListener('change', () => choose(id));
  const text = createNode('span');
  text.textContent = [displayName, deliveryText(deliveryEstimate)].filter(Boolean).join(', ');
  label.append(input, text, money(amount, currency));
  return label;
}

/** Draws what is paid for. */
function drawSum(list: HTMLElement, { lineItems, amount, currency, business }: SheetState) {
  const rows = lineItems.flatMap((item) => rowOf(item.name, money(item.amount, currency)));
  const total = rowOf(business ? `Total, paid to ${business}` : 'Total', money(amount, currency));
  for (const cell of total) cell.className = 'total';
  list.replaceChildren(...rows, ...total);
}

function rowOf(name: string, value: string): HTMLElement[] {
  const [term, description] = [createNode('dt'), createNode('dd')];
  [term.textContent, description.textContent] = [name, value];
  return [term, description];
}
