import { isRecord, type JsonObject, type Look, type PageMessage, type Tell } from '../../wire/index.js';
import type { styleRules } from './style.js';

let late: typeof import('./late-look.js') | undefined;

/**
 * Creates a function that applies the look in the page's options: the colour scheme of the node where the
 * Element is mounted, the group's appearance, and over it the Element's own style. It does not touch the
 * typed text.
 *
 * @param readStyle Reads the option `style`, of an Element that has it.
 */
export function createLook(
  tell: Tell,
  readStyle?: typeof styleRules,
): (options: JsonObject) => Promise<void> | undefined {
  let appearances: typeof import('./appearance.js') | undefined;
  let newest: JsonObject;
  /** The look that the page knows: at first that of the document. */
  let known: Omit<Look, 'type'> = { scheme: 'light', outset: 0 };

  function show({ style, appearance, colorScheme }: JsonObject) {
    const left = late?.dropList();
    const drawn = left && appearances?.draw(appearance, left.drop);
    const rules = left && [...(drawn?.rules ?? []), ...(readStyle?.(style, left.drop) ?? [])];
    const sheet = rules && late?.sheetOf(rules, drawn?.layout, left.drop);
    const scheme = drawn?.scheme ?? (colorScheme === 'dark' ? 'dark' : 'light');
    const outset = drawn?.outset ?? 0;
    // In one step, so that no state in between is painted.
    document.adoptedStyleSheets = [drawn?.layout, sheet].filter((one) => !!one);
    if (scheme !== known.scheme || outset !== known.outset) {
      document.documentElement.style.colorScheme = scheme;
      tell({ type: 'look', scheme, outset });
      known = { scheme, outset };
    }
    if (left?.list.length) tell({ type: 'dropped', options: left.list });
  }

  /** Loads the scripts for a look. A page without a look of its own loads none of them. */
  async function load(options: JsonObject) {
    const [ofLate, ofAppearance] = await Promise.all([
      late ?? import('./late-look.js').catch(() => undefined),
      isRecord(options.appearance) ? import('./appearance.js').catch(() => undefined) : undefined,
    ]);
    late ??= ofLate;
    appearances ??= ofAppearance;
    if (options !== newest) return;
    show(options);
    late?.loadFonts(options.fonts, tell);
  }

  return (options) => {
    newest = options;
    const { style, appearance, fonts } = options;
    if ((style && !late) || (isRecord(appearance) && !(late && appearances))) return load(options);
    show(options);
    if (fonts && !late) void load(options);
    late?.loadFonts(fonts, tell);
    return undefined;
  };
}

/** Takes a font file that the page fetched. */
export const onFetched = (message: Extract<PageMessage, { type: 'fetched' }>): void =>
  late?.onFetched(message);
