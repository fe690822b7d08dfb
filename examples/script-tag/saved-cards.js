/** The cards that a shopper saved, to choose from. */
import { ask, cardName, expiry } from '/shop.js';

const choices = document.getElementById('saved-cards');
const list = document.getElementById('saved-card-list');

/** Shows the saved cards, with the newest one chosen. Without saved cards there is no choice. */
export async function showSavedCards() {
  const { cards = [] } = await ask('/saved-cards').catch(() => ({}));
  list.replaceChildren(...cards.map(choice));
  choices.hidden = cards.length === 0;
  const [first = choices.querySelector('[value=""]')] = list.querySelectorAll('input');
  first.checked = true;
  choices.dispatchEvent(new Event('change'));
}

/** Returns the id of the chosen card; `undefined` if the shopper types a new one. */
export const chosenCard = () => choices.querySelector(':checked')?.value || undefined;

export const onChoice = (listener) => choices.addEventListener('change', listener);

function choice(card) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  Object.assign(input, { type: 'radio', name: 'saved-card', value: card.id });
  label.append(input, ` ${cardName(card)}, expires ${expiry(card)}`);
  return label;
}
