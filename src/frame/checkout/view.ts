import './texts.js';
import { text } from '../language/texts.js';

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const status = byId('status');
const problem = byId('problem');
const form = byId<HTMLFormElement>('open');

/** All that the frame shows. */
export const root = byId('root');

/** The scheme that the shop's page has, as a page reads that of the system. */
class Scheme extends EventTarget {
  matches = false;
}
export const dark = new Scheme();

let page: HTMLIFrameElement | undefined;
let pages = 0;
let watching: ResizeObserver | undefined;
let isWaiting = false;

/** Shows all texts in the frame's language. Returns the frame's title. */
export function showTexts(): string {
  const title = text('title_payment');
  document.title = title;
  if (page) page.title = title;
  if (isWaiting) status.textContent = text('status_wait');
  return title;
}

export function showProblem(message: string): void {
  showWaiting(false);
  page?.remove();
  problem.textContent = message;
}

function showWaiting(now: boolean): void {
  isWaiting = now;
  problem.textContent = '';
  status.textContent = now ? text('status_wait') : '';
}

/**
 * Loads the page of a session, in the place of the one that is there.
 *
 * @param onHeight Is called when its height has changed.
 * @returns Whether it has loaded.
 */
export function loadPage(secret: string, onHeight: () => void): Promise<boolean> {
  const before = page;
  const next = document.createElement('iframe');
  // A new iframe each time: a document that replaces another one would be a step of the browser's history.
  next.name = form.target = `checkout-${++pages}`;
  next.style.height = '0';
  page = next;
  if (!before) showWaiting(true);
  root.append(next);
  showTexts();
  (form.elements.namedItem('client_secret') as HTMLInputElement).value = secret;
  return new Promise((resolve) => {
    next.addEventListener('load', () => {
      const shown = next.contentDocument;
      // Some browsers report the empty document that an iframe begins with.
      if (shown?.URL === 'about:blank') return;
      showWaiting(false);
      const hadFocus = document.activeElement === before;
      before?.remove();
      if (shown) show(next, shown, onHeight, hadFocus);
      resolve(shown !== null);
    });
    form.submit();
  });
}

function show(iframe: HTMLIFrameElement, shown: Document, onHeight: () => void, takesFocus: boolean): void {
  const { documentElement } = shown;
  const adjust = () => {
    iframe.style.height = `${Math.ceil(documentElement.getBoundingClientRect().height)}px`;
    onHeight();
  };
  watching?.disconnect();
  // The observer of its own window: another window's may not report while that one is not drawn.
  watching = new (iframe.contentWindow as Window & typeof globalThis).ResizeObserver(adjust);
  watching.observe(documentElement);
  showScheme();
  adjust();
  const heading = shown.querySelector('h1');
  if (!takesFocus || !heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

/** Takes over whether the shop's page is dark. */
export function takeScheme(isDark: boolean): void {
  if (dark.matches !== isDark) {
    dark.matches = isDark;
    dark.dispatchEvent(new Event('change'));
  }
  showScheme();
}

function showScheme(): void {
  const scheme = dark.matches ? 'dark' : 'light';
  for (const node of [document.documentElement, page, page?.contentDocument?.documentElement])
    if (node) node.style.colorScheme = scheme;
}
