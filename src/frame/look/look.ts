import { isRecord, type JsonObject, type PageMessage } from '../../wire/index.js';
import type { Tell } from '../runtime/serve-page.js';
import { dropList, sheetOf, styleRules } from './style.js';

type Scheme = 'light' | 'dark';

let late: typeof import('./late-look.js') | undefined;

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
    const rules = [...(drawn?.rules ?? []), ...styleRules(style, drop)];
    const scheme: Scheme = drawn?.scheme ?? (colorScheme === 'dark' ? 'dark' : 'light');
    document.documentElement.style.colorScheme = scheme;
    const sheet = sheetOf(late?.refine(rules, drawn?.layout, drop) ?? rules, drop);
    // In one step, so that nothing in between is painted.
    document.adoptedStyleSheets = drawn ? [drawn.layout, sheet] : [sheet];
    tell({ type: 'look', scheme, outset: drawn?.outset ?? 0 });
    if (list.length) tell({ type: 'dropped', options: list });
  }

  /** A page without an appearance does not load what draws one. */
  async function load(options: JsonObject) {
    appearances = await import('./appearance.js').catch(() => undefined);
    if (options === newest) show(options);
  }

  /** Fonts, and what leaves out options that hide what is typed, come after the first look. */
  async function finish(options: JsonObject, shown: unknown) {
    const { style, appearance, fonts } = options;
    if (!late && (style || appearance || fonts)) {
      [late] = await Promise.all([import('./late-look.js').catch(() => undefined), shown]);
      if (options === newest) show(options);
    }
    late?.loadFonts(fonts, tell);
  }

  return (options) => {
    newest = options;
    const shown = isRecord(options.appearance) && !appearances ? load(options) : void show(options);
    void finish(options, shown);
    return shown || undefined;
  };
}

/** Takes what the page fetched of its fonts. */
export const onFetched = (message: Extract<PageMessage, { type: 'fetched' }>): void =>
  late?.onFetched(message);
