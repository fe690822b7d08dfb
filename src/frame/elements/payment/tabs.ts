import { createNode } from '../../form/nodes.js';
import { text } from '../../language/texts.js';
import type { Choices, ChoicesOptions, Row } from './choices.js';
import { markOf, nameOf } from './row-parts.js';

/** Creates tabs in one line. Methods for which it has no room are in a list at its end. */
export function createTabs({ rows, layout, panel, onChoose }: ChoicesOptions): Choices {
  const { visible, logoAtEnd } = layout;
  const label = text('label_payment_method');
  const node = createNode('div', 'tabs');
  const line = createNode('div', 'tab-line');
  const list = createNode('div', 'tab-list');
  list.role = 'tablist';
  list.ariaLabel = label;
  line.classList.toggle('logo-end', logoAtEnd);
  line.append(list);
  node.append(line);
  const tabs = rows.slice(0, visible).map(tabOf);
  list.addEventListener('keydown', (event) =>
    stepTab(
      event,
      tabs.map(({ tab }) => tab),
    ),
  );
  const others = createNode('select', 'tab others');
  others.id = 'tab-others';
  others.ariaLabel = `${text('button_more')}: ${label}`;
  others.append(new Option(text('button_more'), ''));
  if (visible < rows.length) line.append(others);
  for (const { type, name } of rows.slice(visible)) {
    others.append(new Option(name, type));
    place(type, 'group', others.id);
  }
  let open: string | undefined;
  others.addEventListener('change', () => {
    if (others.value) onChoose(others.value, false);
    else show(open);
  });

  function place(type: string, role: string, labelledBy: string) {
    const content = panel(type);
    content.role = role;
    content.setAttribute('aria-labelledby', labelledBy);
    node.append(content);
    return content;
  }

  function tabOf(row: Row) {
    const tab = createNode('button', 'tab');
    Object.assign(tab, { type: 'button', role: 'tab', id: `tab-${row.type}` });
    tab.setAttribute('aria-controls', place(row.type, 'tabpanel', tab.id).id);
    tab.append(markOf(row), nameOf(row));
    tab.addEventListener('click', ({ detail }) => onChoose(row.type, detail > 0));
    list.append(tab);
    return { type: row.type, tab };
  }

  function show(chosen: string | undefined) {
    open = chosen;
    const isTab = tabs.some(({ type }) => type === chosen);
    for (const [index, { type, tab }] of tabs.entries()) {
      const selected = type === chosen;
      tab.classList.toggle('selected', selected);
      tab.ariaSelected = `${selected}`;
      tab.tabIndex = selected || (!isTab && !index) ? 0 : -1;
    }
    others.value = isTab || !chosen ? '' : chosen;
    others.classList.toggle('selected', !!others.value);
  }

  return { node, open: show, first: () => tabs[0]?.tab };
}

/** Goes from tab to tab by the arrow keys, Home and End, as the pattern for tabs of WAI-ARIA says. */
function stepTab(event: KeyboardEvent, tabs: HTMLElement[]): void {
  const at = tabs.indexOf(document.activeElement as HTMLElement);
  const forwards = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const steps: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at - 1,
    Home: 0,
    End: tabs.length - 1,
  };
  steps[forwards] = at + 1;
  const wanted = steps[event.key];
  if (at < 0 || wanted === undefined) return;
  event.preventDefault();
  const tab = tabs[(wanted + tabs.length) % tabs.length];
  tab?.focus();
  tab?.click();
}
