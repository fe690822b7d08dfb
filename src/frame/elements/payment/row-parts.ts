import { createIcon, createNode, createWordMark, showIcon } from '../../form/nodes.js';
import type { Row } from './choices.js';

/** Creates the name of a method in its row or tab. */
export function nameOf({ name }: Row): HTMLElement {
  const node = createNode('span', 'name');
  node.textContent = name;
  return node;
}

/** Creates the mark before it: the icon of a card, or a word. */
export function markOf({ type, name }: Row): Element {
  if (type !== 'card') return createWordMark(name);
  const icon = createIcon();
  showIcon(icon, 'unknown');
  return icon;
}
