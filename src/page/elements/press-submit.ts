/**
 * Enter in a frame does what it does in a native input: it presses the form's default button, and nothing where that
 * button is disabled (HTML, implicit submission).
 */
export function pressSubmit(iframe: HTMLIFrameElement): void {
  // A custom element's may be elsewhere.
  const form = (iframe.parentNode as HTMLInputElement | null)?.form ?? iframe.closest('form');
  // Not `form.elements`: it leaves out image buttons, and a field of that name takes its place.
  const buttons = (iframe.getRootNode() as ParentNode).querySelectorAll<HTMLButtonElement | HTMLInputElement>(
    'button,input',
  );
  const isDefault = (button: { form: unknown; type: string }) =>
    button.form === form && (button.type === 'submit' || button.type === 'image');
  if (form) [...buttons].find(isDefault)?.click();
}
