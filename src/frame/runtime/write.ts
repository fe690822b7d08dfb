/**
 * Writes to a document only what changes it. Browsers compute styles, lay out and paint again even if they are
 * given the value that is there already, and a state is shown at each key and each call.
 */
export function writeText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Does the same with an attribute. */
export function writeAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
