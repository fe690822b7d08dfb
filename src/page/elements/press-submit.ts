/**
 * Submits the form as Enter does in a native input: clicks the form's default button, and does nothing when that button is
 * disabled (HTML, implicit submission).
 */
export function pressSubmit(iframe: HTMLIFrameElement): void {
  // A custom element can belong to a form that is not its ancestor.
  const form = (iframe.parentNode as HTMLInputElement | null)?.form ?? iframe.closest('form');
  // `form.elements` leaves out image buttons, and a field with that name would hide it.
  const buttons = (iframe.getRootNode() as ParentNode).querySelectorAll<HTMLButtonElement | HTMLInputElement>(
    'button,input',
  );
  const isDefault = (button: { form: unknown; type: string }) =>
    button.form === form && (button.type === 'submit' || button.type === 'image');
  if (form) [...buttons].find(isDefault)?.click();
}
