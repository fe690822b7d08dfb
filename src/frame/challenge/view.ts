import './texts.js';
import { text } from '../language/texts.js';

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const closeButton = byId<HTMLButtonElement>('close');
const status = byId('status');

/** The dialog, which has the focus first, so that a screen reader says its name and Escape is heard. */
export const dialog = byId('dialog');

type Wait = 'status_loading' | 'status_checking';

/** The text for what the person waits for, if they wait. */
let waiting: Wait | undefined;
let bank: HTMLIFrameElement | undefined;
/** Where the focus goes on to from the close button's other side, if no bank's page is shown. */
let lastInSheet: () => HTMLElement | null = () => null;

/** Shows what the person waits for, once for each step. */
function wait(what?: Wait): void {
  waiting = what;
  dialog.classList.toggle('busy', !!what);
  const now = what ? text(name === 'title_identity' ? 'status_wait' : what) : '';
  if (status.textContent !== now) status.textContent = now;
}

let name: 'title_challenge' | 'title_voucher' | 'title_identity' | 'title_wallet' = 'title_challenge';

/** Names the dialog after what it is going to show, if that is not the bank's question. */
export function nameDialog(shown: Exclude<typeof name, 'title_challenge'>): void {
  name = shown;
}

/** Shows all texts in the frame's language. Returns the title. */
export function showTexts(): string {
  const title = text(name);
  document.title = byId('title').textContent = title;
  closeButton.ariaLabel = text('label_close');
  if (bank) bank.title = name === 'title_challenge' ? text('label_bank_page') : title;
  wait(waiting);
  return title;
}

/** Shows the bank's page as soon as it has loaded. */
export function showBank(iframe: HTMLIFrameElement): void {
  bank = iframe;
  wait('status_loading');
  iframe.addEventListener('load', () => waiting === 'status_loading' && wait());
  showTexts();
  dialog.append(iframe);
}

/**
 * Shows a sheet instead of a bank's page.
 *
 * @param last Returns its last control, to which the focus comes from the dialog's start.
 */
export function showSheet(sheet: HTMLElement, last: typeof lastInSheet): void {
  lastInSheet = last;
  wait();
  dialog.append(sheet);
}

/** Removes the bank's page, while the person waits for the result. */
export function hideBank(): void {
  const hadFocus = document.activeElement === bank;
  bank?.remove();
  wait('status_checking');
  if (hadFocus) dialog.focus();
}

/**
 * Calls `leave` when the person wants to leave. A click beside the dialog does not count: it is more likely a
 * mistake.
 */
export function onLeave(leave: () => void): void {
  closeButton.addEventListener('click', leave);
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && leave());
}

/**
 * Keeps Tab inside the dialog: from its ends, the browser would lead on into the page, which is out of use.
 */
function turnRound(id: string, turn: () => void): void {
  const end = byId(id);
  end.tabIndex = 0;
  end.addEventListener('focus', turn);
}

turnRound('after', () => closeButton.focus());
turnRound('before', () => {
  const sheetEnd = lastInSheet();
  if (sheetEnd) return sheetEnd.focus();
  bank?.focus();
  // The bank's page is not visible yet, or no longer.
  if (document.activeElement !== bank) closeButton.focus();
});
