import { text } from '../../language/texts.js';
import type { Layout } from './layout.js';
import { createIcon, createNode, createWordMark, showIcon } from './nodes.js';

/** A method, as its row shows it. */
export interface Row {
  type: string;
  name: string;
}

/** The rows of an accordion, or tabs, with the panel of each method. */
export interface Rows {
  /** Shows the methods. What is in their panels stays. */
  show(rows: Row[], layout: Layout): void;
  /** Shows which method is open. */
  open(type: string | undefined): void;
  /** Returns the panel of a method, into which its fields go. */
  panel(type: string): HTMLElement;
  /** Returns what takes the focus while no field is open. */
  first(): HTMLElement | undefined;
}

/**
 * Creates the rows of the payment methods: an accordion is a group of radio buttons, tabs are a tab list.
 *
 * @param onChoose Called when a person opens a method.
 */
export function createRows(root: HTMLElement, onChoose: (type: string) => void): Rows {
  const panels = new Map<string, HTMLElement>();
  /** The controls by type: radio buttons, or tabs. */
  let controls = new Map<string, HTMLInputElement | HTMLButtonElement>();
  let shown = '';
  let group: HTMLElement | undefined;

  function panel(type: string): HTMLElement {
    const existing = panels.get(type);
    if (existing) return existing;
    const node = createNode('div', 'panel');
    node.id = `panel-${type}`;
    panels.set(type, node);
    return node;
  }

  function show(rows: Row[], layout: Layout) {
    const wanted = JSON.stringify([rows, layout, document.documentElement.lang]);
    if (wanted === shown) return;
    shown = wanted;
    controls = new Map();
    const focused = document.activeElement;
    const next = rows.length > 1 ? groupOf(rows, layout) : singleOf(rows);
    if (group) group.replaceWith(next);
    else root.prepend(next);
    group = next;
    // A node that moves within the document loses the focus.
    if (focused instanceof HTMLElement && root.contains(focused)) focused.focus();
  }

  /** A single method needs no row. */
  function singleOf([row]: Row[]): HTMLElement {
    const node = createNode('div', 'single');
    if (row) node.append(panel(row.type));
    return node;
  }

  function groupOf(rows: Row[], layout: Layout): HTMLElement {
    return layout.type === 'tabs' ? tabsOf(rows, layout) : accordionOf(rows, layout);
  }

  function accordionOf(rows: Row[], { radios, spaced, visible, logoAtEnd }: Layout): HTMLElement {
    const fieldset = createNode('fieldset', 'accordion');
    fieldset.classList.toggle('spaced', spaced);
    fieldset.classList.toggle('with-radios', radios);
    fieldset.classList.toggle('logo-end', logoAtEnd);
    const legend = createNode('legend', 'away');
    legend.textContent = text('label_payment_method');
    fieldset.append(legend);
    for (const [index, row] of rows.entries()) {
      const item = createNode('div', 'item');
      const label = createNode('label', 'row');
      const radio = createNode('input', 'radio');
      Object.assign(radio, { type: 'radio', name: 'method', value: row.type });
      radio.addEventListener('change', () => onChoose(row.type));
      controls.set(row.type, radio);
      label.append(radio, markOf(row), nameOf(row));
      const node = panel(row.type);
      node.role = null;
      item.append(label, node);
      // One row more takes as much room as the button.
      item.hidden = index >= visible && rows.length > visible + 1;
      fieldset.append(item);
    }
    if (rows.length > visible + 1) fieldset.append(moreButton(fieldset));
    return fieldset;
  }

  function moreButton(fieldset: HTMLElement): HTMLElement {
    const button = createNode('button', 'more');
    button.type = 'button';
    button.textContent = text('button_more');
    button.addEventListener('click', () => {
      const hidden = [...fieldset.querySelectorAll<HTMLElement>('.item[hidden]')];
      for (const item of hidden) item.hidden = false;
      button.remove();
      hidden[0]?.querySelector('input')?.focus();
    });
    return button;
  }

  function tabsOf(rows: Row[], { logoAtEnd }: Layout): HTMLElement {
    const whole = createNode('div', 'tabs');
    const list = createNode('div', 'tab-list');
    list.role = 'tablist';
    list.ariaLabel = text('label_payment_method');
    list.classList.toggle('logo-end', logoAtEnd);
    whole.append(list);
    for (const row of rows) {
      const tab = createNode('button', 'tab');
      Object.assign(tab, { type: 'button', role: 'tab', id: `tab-${row.type}` });
      const node = panel(row.type);
      node.role = 'tabpanel';
      tab.setAttribute('aria-controls', node.id);
      node.setAttribute('aria-labelledby', tab.id);
      tab.append(markOf(row), nameOf(row));
      tab.addEventListener('click', () => onChoose(row.type));
      controls.set(row.type, tab);
      list.append(tab);
      whole.append(node);
    }
    list.addEventListener('keydown', (event) => stepTab(event, [...list.children] as HTMLElement[]));
    return whole;
  }

  function open(type: string | undefined) {
    const [firstType] = controls.keys();
    for (const [each, control] of controls) {
      const chosen = each === type;
      if (control instanceof HTMLInputElement) {
        control.checked = chosen;
        control.closest('.item')?.classList.toggle('selected', chosen);
      } else {
        control.classList.toggle('selected', chosen);
        control.ariaSelected = `${chosen}`;
        control.tabIndex = chosen || (!type && each === firstType) ? 0 : -1;
      }
      panel(each).hidden = !chosen;
    }
  }

  return { show, open, panel, first: () => controls.values().next().value };
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

const nameOf = ({ name }: Row): HTMLElement => {
  const node = createNode('span', 'name');
  node.textContent = name;
  return node;
};

function markOf({ type, name }: Row): Element {
  if (type !== 'card') return createWordMark(name);
  const icon = createIcon();
  showIcon(icon, 'unknown');
  return icon;
}
