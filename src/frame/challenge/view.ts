import './texts.js';
import { text } from '../language/texts.js';

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const closeButton = byId<HTMLButtonElement>('close');
const status = byId('status');

/** What has the focus first: a screen reader says its name, and Escape is heard. */
export const dialog = byId('dialog');

type Wait = 'status_loading' | 'status_checking';

/** What the person waits for, while there is something. */
let waiting: Wait | undefined;
let bank: HTMLIFrameElement | undefined;

/** Says what is waited for, once for each. */
function wait(what?: Wait): void {
  waiting = what;
  dialog.classList.toggle('busy', !!what);
  const now = what ? text(what) : '';
  if (status.textContent !== now) status.textContent = now;
}

/** Says everything in the language that the frame speaks. */
export function showTexts(): void {
  const title = text('title_challenge');
  document.title = byId('title').textContent = title;
  closeButton.ariaLabel = text('label_close');
  if (bank) bank.title = text('label_bank_page');
  wait(waiting);
}

/** Shows the bank's page as soon as it is there. */
export function showBank(iframe: HTMLIFrameElement): void {
  bank = iframe;
  wait('status_loading');
  iframe.addEventListener('load', () => waiting === 'status_loading' && wait());
  showTexts();
  dialog.append(iframe);
}

/** Takes it away; the person waits for what it came to. */
export function hideBank(): void {
  const hadFocus = document.activeElement === bank;
  bank?.remove();
  wait('status_checking');
  if (hadFocus) dialog.focus();
}

/** Calls when the person wants to leave. A click beside the dialog is more likely a mistake. */
export function onLeave(leave: () => void): void {
  closeButton.addEventListener('click', leave);
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && leave());
}

/** Tab goes round in the dialog: from its ends, the browser would lead on into the page, which is out of use. */
function turnRound(id: string, turn: () => void): void {
  const end = byId(id);
  end.tabIndex = 0;
  end.addEventListener('focus', turn);
}

turnRound('after', () => closeButton.focus());
turnRound('before', () => {
  bank?.focus();
  // Not yet, or no more, where nothing of the bank's is seen.
  if (document.activeElement !== bank) closeButton.focus();
});
