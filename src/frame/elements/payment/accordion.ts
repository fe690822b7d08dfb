import { text } from '../../language/texts.js';
import type { Choices, ChoicesOptions, Row } from './choices.js';
import { createNode } from './nodes.js';
import { markOf, nameOf } from './row-parts.js';

/** Creates the rows of an accordion: a group of radio buttons, each with its panel below. */
export function createAccordion({ rows, layout, panel, onChoose, onMore }: ChoicesOptions): Choices {
  const { radios, spaced, visible, logoAtEnd } = layout;
  const node = createNode('fieldset', 'accordion');
  node.classList.toggle('spaced', spaced);
  node.classList.toggle('with-radios', radios);
  node.classList.toggle('logo-end', logoAtEnd);
  const legend = createNode('legend', 'away');
  legend.textContent = text('label_payment_method');
  node.append(legend);
  const items = rows.map(itemOf);
  const more = createNode('button', 'more');
  if (visible < rows.length) node.append(more);
  more.type = 'button';
  more.textContent = text('button_more');
  more.addEventListener('click', () => {
    onMore();
    for (const { item } of items) item.hidden = false;
    more.remove();
    items[visible]?.radio.focus();
  });

  function itemOf(row: Row, index: number) {
    const item = createNode('div', 'item');
    const label = createNode('label', 'row');
    const radio = createNode('input', 'radio');
    Object.assign(radio, { type: 'radio', name: 'method', value: row.type });
    let byPointer = false;
    label.addEventListener('click', ({ detail }) => {
      byPointer ||= detail > 0;
    });
    radio.addEventListener('change', () => {
      onChoose(row.type, byPointer);
      byPointer = false;
    });
    label.append(radio, markOf(row), nameOf(row));
    const content = panel(row.type);
    content.role = null;
    item.append(label, content);
    item.hidden = index >= visible;
    node.append(item);
    return { type: row.type, item, radio };
  }

  return {
    node,
    open(chosen) {
      for (const { type, item, radio } of items) {
        radio.checked = type === chosen;
        item.classList.toggle('selected', radio.checked);
        if (radio.checked) item.hidden = false;
      }
    },
    first: () => items[0]?.radio,
  };
}
