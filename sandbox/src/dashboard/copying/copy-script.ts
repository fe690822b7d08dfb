import { createHash } from 'node:crypto';

/**
 * The only script of the dashboard: it puts a button beside what people copy. It is in the page, and the policy names its hash, so
 * that no other script runs. Without it, a click selects what people copy.
 */
export const COPY_SCRIPT = `'use strict';
if (navigator.clipboard) {
  const told = document.createElement('p');
  told.setAttribute('role', 'status');
  told.className = 'told';
  document.querySelector('main').append(told);
  for (const field of document.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy the ' + field.dataset.copy);
    button.addEventListener('click', async () => {
      told.textContent = '';
      for (const other of document.querySelectorAll('button.copy')) other.textContent = 'Copy';
      try {
        await navigator.clipboard.writeText(field.textContent);
        button.textContent = 'Copied';
        told.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(field);
        told.textContent = 'The browser could not copy it. It is selected: copy it with the keyboard.';
      }
    });
    field.after(' ', button);
  }
}
`;

/** What the policy of a page names the script by. */
export const COPY_SCRIPT_HASH = `'sha256-${createHash('sha256').update(COPY_SCRIPT).digest('base64')}'`;
