import { createNode } from '../../form/nodes.js';
import { createAccordion } from './accordion.js';
import type { Choices, ChoicesOptions, Row } from './choices.js';
import type { Layout } from './layout.js';

/** The rows of an accordion, or tabs, with the panel of each method. */
export interface Rows extends Pick<Choices, 'open' | 'first'> {
  /** Loads what a layout needs before it can be shown. Without a network it is an accordion. */
  load(layout: Layout): Promise<void>;
  /** Shows the methods. What is in their panels stays. With `grows`, the first of them is there, and stays where it is. */
  show(rows: Row[], layout: Layout, grows?: boolean): void;
  /** Returns the panel of a method, into which its fields go. */
  panel(type: string): HTMLElement;
}

/** Creates the rows of the payment methods. */
export function createRows(root: HTMLElement, onChoose: ChoicesOptions['onChoose']): Rows {
  const panels = new Map<string, HTMLElement>();
  let shown = '';
  let choices: Choices | undefined;
  let showsAll = false;
  let tabs: typeof import('./tabs.js') | undefined;

  async function load({ type }: Layout) {
    if (type === 'tabs') tabs ??= await import('./tabs.js').catch(() => undefined);
  }

  function panel(type: string): HTMLElement {
    const existing = panels.get(type);
    if (existing) return existing;
    const node = createNode('div', 'panel');
    node.id = `panel-${type}`;
    panels.set(type, node);
    return node;
  }

  function show(rows: Row[], layout: Layout, grows?: boolean) {
    const wanted = JSON.stringify([rows, layout, document.documentElement.lang, !!tabs]);
    if (wanted === shown) return;
    shown = wanted;
    // A node that moves within the document loses the focus.
    if (grows && choices?.add) return choices.add(rows.slice(1), layout.visible);
    const focused = document.activeElement;
    const several = (layout.type === 'tabs' && tabs?.createTabs) || createAccordion;
    const next = (layout.type === 'single' ? singleOf : several)({
      rows,
      layout: showsAll ? { ...layout, visible: rows.length } : layout,
      panel,
      onChoose,
      onMore() {
        showsAll = true;
      },
    });
    if (choices) choices.node.replaceWith(next.node);
    else root.prepend(next.node);
    choices = next;
    if (focused instanceof HTMLElement && root.contains(focused)) focused.focus();
  }

  function open(type: string | undefined) {
    choices?.open(type);
    for (const [each, node] of panels) node.hidden = each !== type;
  }

  return { load, show, open, panel, first: () => choices?.first() };
}

/** A single method needs no row. */
function singleOf({ rows: [row], panel }: ChoicesOptions): Choices {
  const node = createNode('div', 'single');
  if (row) node.append(panel(row.type));
  return { node, open() {}, first: () => undefined };
}
