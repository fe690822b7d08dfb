import type { Answer } from '../../../api/answer.js';
import type { Opening } from '../../../runtime/serve-page.js';
import { findSession } from '../group-wallet.js';
import type { End } from '../wallet-session.js';
import { createWalletForm } from './form.js';
import sheetText from './sheet.css';

/**
 * Shows the simulated wallet of test mode, until the visit to it ends. It is in English, like the sandbox's bank.
 *
 * @param show Shows the sheet in the dialog.
 * @param left Resolves when the shopper leaves the dialog, or has taken too long.
 */
export async function runSheet(
  opening: Opening,
  id: string,
  show: (sheet: HTMLElement, last: () => HTMLElement | null) => void,
  left: Promise<undefined>,
): Promise<Answer> {
  const session = await Promise.race([findSession(opening, id), left]);
  if (!session) return ended('canceled');
  const over = new Promise<End>((resolve) => session.onEnd(resolve));
  void left.then(() => session.end('canceled'));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sheetText);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const { node, start } = createWalletForm(session);
  const controls = () => [...node.querySelectorAll<HTMLElement>('button, select, input')];
  show(
    node,
    () =>
      controls()
        .filter((control) => !control.matches(':disabled'))
        .at(-1) ?? null,
  );
  void start();
  const end = await over;
  // The page removes this frame: first the browser has to learn that the click has arrived, or a test that clicks waits forever.
  await new Promise((resolve) => setTimeout(resolve));
  return ended(end);
}

const ended = (end: End): Answer => ({ value: { end } });
