import type { CallOutcome } from '../../page/link/frame-link.js';
import type { Json } from '../../wire/index.js';

/** Result of a question of the bank. Closing the bank's page is a failure too. */
export type AuthenticationOutcome = 'succeeded' | 'failed';

/** Words of the sandbox's bank. */
const CHOICES: [value: string, outcome: AuthenticationOutcome, label: string][] = [
  ['complete', 'succeeded', 'Authorise payment'],
  ['fail', 'failed', 'Fail payment'],
];

/**
 * Shows a stand-in for the page of the bank, with its two buttons, and returns what is chosen there. Without an answer it
 * stays, as the bank's page does.
 *
 * @param signal Ends the question where the page ends its wait.
 */
export function askAtBank(signal?: AbortSignal): Promise<AuthenticationOutcome> {
  const page = document.createElement('div');
  page.setAttribute('role', 'dialog');
  page.setAttribute('aria-label', 'Payframe Test Bank');
  document.body.append(page);
  signal?.addEventListener('abort', () => page.remove(), { once: true });
  return new Promise((resolve) => {
    for (const [value, outcome, label] of CHOICES) {
      const button = document.createElement('button');
      Object.assign(button, { type: 'button', name: 'outcome', value, textContent: label });
      button.addEventListener('click', () => {
        page.remove();
        resolve(outcome);
      });
      page.append(button);
    }
  });
}

/** Lets the page ask the double's bank where it would go to another page, because a test's page cannot go. */
export function withoutLeaving({ leave, ...outcome }: CallOutcome, client_secret: Json = ''): CallOutcome {
  if (!leave) return outcome as CallOutcome;
  // An address of the double ends with the id of the authentication.
  const source = leave.slice(leave.lastIndexOf('/') + 1);
  return { ...outcome, challenge: { client_secret, url: leave, source } } as CallOutcome;
}
