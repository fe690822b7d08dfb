import { AUTOCOMPLETE, type Driver, type FieldDriver } from './fields.js';

/** Finds the stand-ins for a double's Elements in a node of the page. */
export const pageDriver = (root: ParentNode): Driver => ({
  field: (name) => fieldOf(root, `[role="group"] > input[autocomplete="${AUTOCOMPLETE[name]}"]`),
  iban: () => fieldOf(root, '[role="group"] > input[autocomplete="off"]'),
});

function fieldOf(root: ParentNode, selector: string): FieldDriver {
  const find = () => {
    const [input, another] = root.querySelectorAll<HTMLInputElement>(selector);
    if (input && !another && !input.disabled) return input;
    const found = another ? 'more than one field' : input ? 'a disabled field' : 'no field';
    throw new Error(`There is ${found} of a Payframe double for ${selector}. Pass the node that has one.`);
  };
  return {
    isShown: async () => root.querySelector(selector) !== null,
    async type(text) {
      const input = find();
      input.focus();
      input.select();
      edit(input, 'deleteContentBackward');
      for (const data of text) edit(input, 'insertText', data);
      // The events arrive later, as those of a frame do.
      await Promise.resolve();
    },
    read: async () => find().value,
    error: async () => root.querySelector(selector)?.getAttribute('aria-description') ?? '',
  };
}

/**
 * Fires the event of an edit. The field formats the text itself, and so never leaves an edit to the browser.
 */
const edit = (input: HTMLInputElement, inputType: string, data: string | null = null) =>
  input.dispatchEvent(new InputEvent('beforeinput', { inputType, data, bubbles: true, cancelable: true }));
