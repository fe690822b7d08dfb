import type { TextKey } from '../language/locales/texts.js';
import { text } from '../language/texts.js';
import { createNode } from './nodes.js';

/** Creates a checkbox with its label. */
export function createCheckbox(key: TextKey, onChange: () => void) {
  const node = createNode('label', 'checkbox');
  const tick = createNode('input', 'tick');
  tick.type = 'checkbox';
  tick.addEventListener('change', onChange);
  const label = createNode('span');
  node.append(tick, label);
  return {
    node,
    isTicked: () => tick.checked,
    tick(ticked: boolean) {
      tick.checked = ticked;
    },
    showText() {
      label.textContent = text(key);
    },
  };
}
