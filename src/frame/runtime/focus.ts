import type { FrameMessage } from '../../wire/index.js';

/** Tells the page when focus enters or leaves the frame. A step from field to field inside it is neither. */
export function watchFocus(send: (message: FrameMessage) => void): void {
  let focused = document.hasFocus() && document.activeElement !== document.body;
  const tell = (now: boolean) => {
    if (now === focused) return;
    focused = now;
    send({ type: now ? 'focus' : 'blur' });
  };
  if (focused) send({ type: 'focus' });
  document.addEventListener('focusin', () => tell(true));
  document.addEventListener('focusout', ({ relatedTarget }) => !relatedTarget && tell(false));
}
