import type { JsonObject } from '../../wire/index.js';
import { schemeOf } from '../link/color-scheme.js';
import type { FrameContext } from '../link/frame-context.js';
import { type CallOutcome, openFrame } from '../link/frame-link.js';

/** Style that covers the whole page, whatever styles the page has for `dialog` and `iframe`. */
const COVER =
  'all:initial!important;color-scheme:light!important;height:100%!important;inset:0!important;' +
  'position:fixed!important;width:100%!important';

/**
 * Lets the bank authenticate the cardholder in a frame over the page. Until the answer comes, the page cannot
 * be scrolled, clicked or tabbed to; then it gets its focus back.
 */
export async function authenticate(
  context: FrameContext,
  params: JsonObject,
  signal?: AbortSignal,
): Promise<CallOutcome> {
  const { activeElement, body, documentElement } = document;
  const dialog = document.createElement('dialog');
  body.append(dialog);
  const link = openFrame(context, dialog, {
    path: 'challenge.html',
    embeds: true,
    options: () => ({ colorScheme: schemeOf(body) }),
    onMessage(message) {
      // The frame sends its title once it knows the person's language.
      if (message.type === 'title') dialog.ariaLabel = link.iframe.title = message.title;
    },
  });
  dialog.style.cssText = link.iframe.style.cssText = COVER;
  // A bank may have its customer confirm the payment by a passkey, in the browser's own dialog. What a document may do
  // is settled when it begins to load, so it starts over.
  link.iframe.allow = 'payment';
  dialog.append(link.iframe);
  // Escape, when the frame does not get the key, or the back gesture of a phone. The dialog stays until the frame answers.
  dialog.oncancel = dialog.onclose = (event) => {
    event.preventDefault();
    link.send({ type: 'cancel' });
  };
  // Each dialog has its own style sheet, so that it can undo only its own changes.
  const lock = new CSSStyleSheet();
  // When the root has no `overflow`, the body's applies to the viewport; setting it on the root would change that.
  const scroller = getComputedStyle(documentElement).overflow === 'visible' ? 'body' : 'html';
  // Keep the scroll bar's place empty, so that the page does not shift.
  const gutter = innerWidth > documentElement.clientWidth ? 'html{scrollbar-gutter:stable}' : '';
  lock.replaceSync(`${scroller}{overflow:hidden!important}${gutter}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, lock];
  dialog.showModal();
  const outcome = await link.ask('authenticate', params, signal);
  link.close();
  dialog.close();
  dialog.remove();
  // `close()` restores the focus too, except to an iframe.
  (activeElement as HTMLElement | null)?.focus({ preventScroll: true });
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== lock);
  return outcome;
}
