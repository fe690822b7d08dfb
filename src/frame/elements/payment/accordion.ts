import { createNode } from '../../form/nodes.js';
import { text } from '../../language/texts.js';
import type { Choices, ChoicesOptions, Row } from './choices.js';
import { markOf, nameOf } from './row-parts.js';

/** Creates the rows of an accordion: a group of radio buttons, each with its panel below. */
export function createAccordion({ rows, layout, panel, onChoose, onMore }: ChoicesOptions): Choices {
  const { radios, spaced, logoAtEnd } = layout;
  let { visible } = layout;
  const node = createNode('fieldset', 'accordion');
  node.classList.toggle('spaced', spaced);
  node.classList.toggle('with-radios', radios);
  node.classList.toggle('logo-end', logoAtEnd);
  const legend = createNode('legend', 'away');
  legend.textContent = text('label_payment_method');
  node.append(legend);
  const items: ReturnType<typeof itemOf>[] = [];
  const more = createNode('button', 'more');
  more.type = 'button';
  more.textContent = text('button_more');
  more.addEventListener('click', () => {
    onMore();
    for (const { item } of items) item.hidden = false;
    more.remove();
    items[visible]?.radio.focus();
  });
  add(rows, visible);

  function add(rows: Row[], count: number) {
    visible = count;
    items.push(...rows.map(itemOf));
    for (const [index, { item }] of items.entries()) item.hidden = index >= visible;
    if (visible < items.length) node.append(more);
    else more.remove();
  }

  function itemOf(row: Row) {
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
    node.append(item);
    return { type: row.type, item, radio };
  }

  return {
    node,
    add,
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
