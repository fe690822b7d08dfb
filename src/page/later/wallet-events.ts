import type { FrameMessage } from '../../wire/index.js';
import { copyOptions } from '../input/options.js';
import type { ServedElement } from '../link/frame-context.js';

/** Lets the page answer an event of a wallet, or opens the dialog of one. */
export async function serveWallet(
  { id, name, details }: Extract<FrameMessage, { type: 'question' }>,
  { context, send, heard, emit }: ServedElement,
): Promise<void> {
  const answer = (action: 'resolve' | 'reject', given?: unknown) =>
    send({ type: 'answer', id, options: { [action]: copyOptions(given, 'details') } });
  if (name === 'open') await context.authenticate(context, details);
  // A browser's own wallet needs no dialog, and tells only that it is closed.
  if (name === 'open' || name === 'left') {
    context.pays(false);
    // However it went: a visit that has been paid is over by now.
    return answer('resolve');
  }
  const isConfirm = name === 'confirm';
  if (isConfirm) context.pays(true);
  const resolve = (given?: unknown) => answer('resolve', given);
  if (!heard().includes(name)) return resolve();
  const ways = isConfirm
    ? { paymentFailed: (reason?: unknown) => answer('reject', reason) }
    : { resolve, reject: () => answer('reject') };
  // `unheard` is for the bindings, which listen to every event whether or not the page does.
  emit(name, { ...details, unheard: resolve, ...ways });
}
