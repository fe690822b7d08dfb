import { isRecord, type Json } from '../../../wire/index.js';

/** How the methods are laid out. */
export interface Layout {
  type: 'accordion' | 'tabs';
  /** Whether the rows of an accordion show a radio button. */
  radios: boolean;
  spaced: boolean;
  /** Number of rows before the button that shows the rest. */
  visible: number;
  logoAtEnd: boolean;
}

const VISIBLE = 5;
/** Up to as many methods, and from this width in CSS pixels, `auto` shows tabs. */
const FEW = 3;
const WIDE = 480;

const partOf = (layout: Json | undefined, name: string) => (isRecord(layout) ? layout[name] : undefined);

/** Reads the option `layout` for a number of methods, in a document of a width in CSS pixels. */
export function readLayout(layout: Json | undefined, count: number, width: number): Layout {
  const type = typeof layout === 'string' ? layout : partOf(layout, 'type');
  const tabs = type === 'tabs' || (type === 'auto' && count <= FEW && width >= WIDE);
  const radios = partOf(layout, 'radios') ?? 'auto';
  const visible = partOf(layout, 'visibleAccordionItemsCount');
  return {
    type: tabs ? 'tabs' : 'accordion',
    radios: radios === 'always' || (radios !== 'never' && radios !== false && count > 1),
    spaced: partOf(layout, 'spacedAccordionItems') === true,
    visible: (typeof visible === 'number' ? visible : VISIBLE) || Number.POSITIVE_INFINITY,
    logoAtEnd: partOf(layout, 'paymentMethodLogoPosition') === 'end',
  };
}

/** Returns whether no method is open at first. */
export const isCollapsedAtFirst = (layout: Json | undefined): boolean =>
  partOf(layout, 'defaultCollapsed') === true;
