import { isRecord, type Json } from '../../../wire/index.js';

/** How the methods are laid out. */
export interface Layout {
  type: 'accordion' | 'tabs' | 'single';
  /** Whether the rows of an accordion show a radio button. */
  radios: boolean;
  spaced: boolean;
  /** Number of rows before the button that shows the rest, or of tabs before the list of the others. */
  visible: number;
  logoAtEnd: boolean;
}

const VISIBLE = 5;
/** Up to as many methods, and from this width in CSS pixels, `auto` shows tabs. */
const FEW = 3;
const WIDE = 480;
/** Least width of a tab with the space beside it, in CSS pixels. */
const TAB = 112;

const partOf = (layout: Json | undefined, name: string) => (isRecord(layout) ? layout[name] : undefined);

/**
 * Reads the option `layout` for a number of methods.
 *
 * @param width Returns the width of the document in CSS pixels. Only tabs depend on it: to ask a document that has changed makes
 * the browser lay it out.
 */
export function readLayout(layout: Json | undefined, count: number, width: () => number): Layout {
  const type = typeof layout === 'string' ? layout : partOf(layout, 'type');
  const tabs = type === 'tabs' || (type === 'auto' && count <= FEW && width() >= WIDE);
  const radios = partOf(layout, 'radios') ?? 'auto';
  return {
    type: count < 2 ? 'single' : tabs ? 'tabs' : 'accordion',
    radios: radios === 'always' || (radios !== 'never' && radios !== false && count > 1),
    spaced: partOf(layout, 'spacedAccordionItems') === true,
    visible: tabs ? visibleTabs(count, width()) : visibleRows(layout, count),
    logoAtEnd: partOf(layout, 'paymentMethodLogoPosition') === 'end',
  };
}

function visibleRows(layout: Json | undefined, count: number): number {
  const wish = partOf(layout, 'visibleAccordionItemsCount');
  const visible = (typeof wish === 'number' ? wish : VISIBLE) || count;
  // One row more takes as much room as the button.
  return count > visible + 1 ? visible : count;
}

/** Returns how many tabs fit into one line. Where not all do, the list of the others takes the room of one. */
function visibleTabs(count: number, width: number): number {
  const fitting = Math.floor(width / TAB);
  // A document whose parent is hidden has no width yet.
  return count <= fitting || !width ? count : Math.max(1, fitting - 1);
}

/** Returns whether no method is open at first: by default in an accordion of several, as in the public API. */
export const isCollapsedAtFirst = (layout: Json | undefined, { type }: Layout, count: number): boolean => {
  const wish = partOf(layout, 'defaultCollapsed');
  return count > 1 && (typeof wish === 'boolean' ? wish : type === 'accordion');
};
