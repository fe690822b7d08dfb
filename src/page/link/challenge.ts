import { schemeOf } from '../elements/look.js';
import { type Challenge, type FrameContext, openingMessage } from './frame-context.js';
import { type CallOutcome, openFrame } from './frame-link.js';

/** Over the whole page, whatever its own styles say of a `dialog` and an `iframe`. */
const COVER =
  'all:initial!important;color-scheme:light!important;height:100%!important;inset:0!important;' +
  'position:fixed!important;width:100%!important';

/**
 * Has the bank authenticate the cardholder, in a frame over the page: it cannot be scrolled, clicked or tabbed to until
 * the answer is there, and has its focus back then.
 */
export async function authenticate(
  context: FrameContext,
  params: Challenge,
  signal?: AbortSignal,
): Promise<CallOutcome> {
  const { activeElement, body, documentElement } = document;
  const dialog = document.createElement('dialog');
  body.append(dialog);
  const link = openFrame(dialog, {
    host: context.host,
    name: 'challenge.html',
    title: '',
    embeds: true,
    init: () => openingMessage(context, { colorScheme: schemeOf(body) }),
    onMessage(message) {
      // In the person's language, as soon as the frame speaks it.
      if (message.type === 'title') dialog.ariaLabel = link.iframe.title = message.title;
    },
  });
  dialog.style.cssText = link.iframe.style.cssText = COVER;
  // Escape where the frame does not hear it, and a phone's way back. The frame's answer ends it.
  dialog.oncancel = dialog.onclose = (event) => {
    event.preventDefault();
    link.send({ type: 'cancel' });
  };
  // A sheet of its own, so that of several dialogs each takes back what it did.
  const lock = new CSSStyleSheet();
  // Where the root has none, the body's `overflow` is the viewport's: set on the root it would be the body's again.
  const scroller = getComputedStyle(documentElement).overflow === 'visible' ? 'body' : 'html';
  // What the scroll bar leaves stays free, so that nothing moves.
  const gutter = innerWidth > documentElement.clientWidth ? 'html{scrollbar-gutter:stable}' : '';
  lock.replaceSync(`${scroller}{overflow:hidden!important}${gutter}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, lock];
  dialog.showModal();
  const outcome = await link.call('authenticate', params, context.agent(), signal);
  link.close();
  dialog.close();
  dialog.remove();
  // Closing does it too, save where an iframe had the focus.
  (activeElement as HTMLElement | null)?.focus({ preventScroll: true });
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== lock);
  return outcome;
}
