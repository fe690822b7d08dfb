/**
 * Enter in a frame does what it does in a native input: it presses the form's default button, and nothing where that
 * button is disabled (HTML, implicit submission).
 */
export function pressSubmit(iframe: HTMLIFrameElement): void {
  const controls = [...(iframe.closest('form')?.elements ?? [])] as (HTMLButtonElement | HTMLInputElement)[];
  controls.find(({ type }) => type === 'submit' || type === 'image')?.click();
}
