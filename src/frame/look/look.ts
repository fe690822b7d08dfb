import { isRecord, type JsonObject } from '../../wire/index.js';
import type { Tell } from '../runtime/serve-page.js';
import { dropList, sheetOf, styleRules } from './style.js';

type Scheme = 'light' | 'dark';

/**
 * How the document looks, by the page's options: the scheme of the node that it is mounted in, the group's appearance,
 * and over it the Element's own style. What was typed is not touched.
 */
export function createLook(tell: Tell): (options: JsonObject) => Promise<void> | undefined {
  let appearances: typeof import('./appearance.js') | undefined;
  let newest: JsonObject;

  function show(options: JsonObject) {
    const { style, appearance, colorScheme } = options;
    const { list, drop } = dropList();
    const drawn = appearances?.draw(appearance, drop);
    const scheme: Scheme = drawn?.scheme ?? (colorScheme === 'dark' ? 'dark' : 'light');
    // In one step, so that nothing in between is painted.
    document.adoptedStyleSheets = [...(drawn?.sheets ?? []), sheetOf(styleRules(style, drop), drop)];
    document.documentElement.style.colorScheme = scheme;
    tell({ type: 'look', scheme, outset: drawn?.outset ?? 0 });
    if (list.length) tell({ type: 'dropped', options: list });
  }

  /** A page without an appearance does not load what draws one. */
  async function load(options: JsonObject) {
    appearances = await import('./appearance.js').catch(() => undefined);
    if (options === newest) show(options);
  }

  return (options) => {
    newest = options;
    if (isRecord(options.appearance) && !appearances) return load(options);
    show(options);
    return undefined;
  };
}
