import type { JsonObject, Tell } from '../../wire/index.js';

/** Time that the focus may take to get from the page to a document, in ms. */
const FOCUS_ARRIVAL_MS = 500;

let languages: Promise<typeof import('../language/languages.js') | undefined> | undefined;
let visibility: typeof import('./visibility.js') | undefined;

/**
 * Switches to the language that the page asks for. People can type into the fields before its texts are
 * there. The document is in English; the script for other languages loads when one is asked for.
 *
 * @returns Whether it is another language than before.
 */
export async function speakLocale({ locale }: JsonObject, showTexts: () => void): Promise<boolean> {
  const tag = locale === 'auto' ? navigator.language : locale;
  if (!/^en(-US\b|$)/i.test(`${tag}`))
    languages ??= import('../language/languages.js').catch(() => (languages = undefined));
  const changed = (await (await languages)?.speak(`${locale}`)) ?? false;
  showTexts();
  return changed;
}

/** Watches whether the field can be seen. Only for the few pages that ask for it. */
export async function watchVisibility({ visibility: wanted }: JsonObject, tell: Tell): Promise<void> {
  if (wanted) visibility ??= await import('./visibility.js').catch(() => undefined);
  visibility?.watch(wanted, tell);
}

/** Matches usual events and options: a page that has no others has misspelt none. */
const USUAL = /^(?:ready|change|focus|blur|escape|loaderror|locale|style|hidePostalCode)$/;

/** Tells a page in test mode which options and events it has misspelt. */
export async function proofread(title: string, key: string, options: JsonObject, tell: Tell): Promise<void> {
  const { elements, create, on } = options;
  // A hidden frame, or an earlier script, sends none.
  if (
    /^pk_test/.test(key) &&
    [Object.keys(elements ?? {}), create, on].flat().some((name) => name && !USUAL.test(`${name}`))
  )
    (await import('./misspelt.js').catch(() => undefined))?.tellMisspelt(title, options, tell);
}

/** Tells the page about the keys that have a meaning there. */
export function watchKeys(tell: Tell): void {
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') tell({ type: 'event', name: 'escape', details: {} });
    if (key === 'Enter') tell({ type: 'submit' });
  });
}

/** Whether the page has not taken the focus back since it gave it. */
let given = false;

/** Focuses a part of a document, such as an input, when the page gives the focus to the document. */
export function focusInput(input: HTMLElement): void {
  given = true;
  const focus = () => given && document.activeElement === document.body && input.focus();
  if (document.hasFocus()) input.focus();
  // A document that was hidden until now takes the focus only with its first animation frame.
  requestAnimationFrame(() => document.hasFocus() && focus());
  // The document's own focus may arrive later than the page's message, even after the loss of an earlier one.
  // The input would then not get it.
  const onArrival = () => setTimeout(focus);
  addEventListener('focus', onArrival, { once: true });
  setTimeout(() => removeEventListener('focus', onArrival), FOCUS_ARRIVAL_MS);
}

/** Gives the focus back to the page. */
export function leaveInput(): void {
  given = false;
  (document.activeElement as HTMLElement).blur();
}

/** Returns the height of a document's content, in CSS pixels. */
export const heightOf = (root: Element): number => Math.ceil(root.getBoundingClientRect().height);

/**
 * Reports each new height. The returned function checks at once, because browsers do not observe in a frame
 * that is out of sight.
 */
export function watchHeight(root: Element, tell: Tell): () => void {
  let last = heightOf(root);
  const look = () => {
    const height = heightOf(root);
    if (height !== last) tell({ type: 'resize', height });
    last = height;
  };
  new ResizeObserver(look).observe(root);
  return look;
}
