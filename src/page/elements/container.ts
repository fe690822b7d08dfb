import { IntegrationError } from '../errors.js';
import { requireDocument } from '../input/document.js';
import { refuseSecret } from '../input/options.js';
import { listen } from '../listen.js';

/**
 * Finds the node that an Element is mounted in.
 *
 * @throws IntegrationError when there is no such node, or no document.
 */
export function resolveTarget(target: unknown): Element {
  requireDocument();
  const node =
    typeof target === 'string' ? find(refuseSecret(target, 'domElement')) : (target as Node | null);
  if (node?.nodeType !== 1) {
    throw new IntegrationError(
      'mount takes an element, or a selector that finds one.',
      'invalid_container',
      'domElement',
    );
  }
  return node as Element;
}

function find(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null; // Not a valid selector, such as `#1st`.
  }
}

/** Calls `focus` when a `<label>` around the container or for its id is clicked, as for a native input. */
export function onLabelClick(container: Element, focus: () => void): () => void {
  const home = container.getRootNode();
  const onClick = (event: Event) => {
    const label = (event.composedPath()[0] as Element).closest?.('label');
    // Ids are unique within one tree only: another shadow root may use the same one.
    if (label?.getRootNode() !== container.getRootNode()) return;
    if ((container.id && label.htmlFor === container.id) || label.contains(container)) focus();
  };
  // Clicks inside a closed shadow root cannot be told apart from outside.
  const root = 'host' in home ? home : container.ownerDocument;
  return listen(root, 'click', onClick);
}
