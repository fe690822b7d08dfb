import { createNode } from '../../form/nodes.js';
import { button_edit, button_new_address, saved_addresses } from '../../language/locales/en.json';
import { learn, text } from '../../language/texts.js';
import type { SavedContact } from './options.js';

learn({ button_edit, button_new_address, saved_addresses });

export type Contacts = ReturnType<typeof createContacts>;

/**
 * Creates the list of saved addresses, with a row for a new one.
 *
 * @param onChoose Called with the address that is chosen; with none for a new one.
 */
export function createContacts(onChoose: (contact: SavedContact | undefined) => void, onEdit: () => void) {
  const node = createNode('fieldset', 'saved accordion with-radios');
  let list: SavedContact[] = [];
  let chosen: SavedContact | undefined;
  let isEdited = false;

  function choose(contact: SavedContact | undefined) {
    chosen = contact;
    isEdited = false;
    onChoose(contact);
    draw();
  }

  function draw() {
    const place = [...node.querySelectorAll('input')].indexOf(document.activeElement as HTMLInputElement);
    const legend = createNode('legend', 'away');
    legend.textContent = text('saved_addresses');
    node.replaceChildren(legend, ...list.map(rowOf), rowOf(undefined, list.length));
    node.querySelectorAll('input')[place]?.focus();
  }

  function rowOf(contact: SavedContact | undefined, index: number): HTMLElement {
    const isChosen = contact === chosen;
    const item = createNode('div', `item picker${isChosen ? ' selected' : ''}`);
    const row = createNode('label', 'row');
    const radio = createNode('input', 'radio');
    Object.assign(radio, { type: 'radio', name: 'saved', value: `${index}`, checked: isChosen });
    radio.addEventListener('change', () => choose(contact));
    row.append(radio, contact ? nameOf(contact) : text('button_new_address'));
    item.append(row);
    if (contact && isChosen && !isEdited) item.append(editButton());
    return item;
  }

  function editButton(): HTMLElement {
    const panel = createNode('div', 'panel');
    const actions = createNode('div', 'actions');
    const button = createNode('button', 'action');
    button.type = 'button';
    button.textContent = text('button_edit');
    button.addEventListener('click', edit);
    actions.append(button);
    panel.append(actions);
    return panel;
  }

  function edit() {
    isEdited = true;
    draw();
    onEdit();
  }

  return {
    node,
    hasSome: () => list.length > 0,
    /** Returns whether a saved address is chosen, edited or not. */
    isChosen: () => !!chosen,
    /** Returns whether the form shows what is chosen. */
    isOpen: () => !chosen || isEdited,
    edit,
    showTexts: draw,
    /** Offers these addresses. The first of them is chosen to begin with. */
    offer(contacts: SavedContact[]) {
      if (JSON.stringify(contacts) === JSON.stringify(list)) return;
      list = contacts;
      choose(list[0]);
    },
  };
}

/** Returns the name of a saved address, with the address in one line. */
function nameOf({ name, address }: SavedContact): HTMLElement {
  const { line1, line2, city, state, postal_code, country } = address;
  const whole = createNode('span', 'name');
  const line = createNode('span', 'hint');
  const parts = [line1, line2, city, state, postal_code, country && countryName(`${country}`)];
  line.textContent = parts.filter(Boolean).join(', ');
  whole.append(`${name ?? ''}`, line);
  return whole;
}

/** Returns the name of a country in the document's language; a text that is the code of none as it is. */
function countryName(code: string): string {
  try {
    const names = new Intl.DisplayNames([document.documentElement.lang || 'en', 'en'], { type: 'region' });
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
