import { applyEdit, type Edit, layOut, type Shown } from './text-edit.js';
import type { TextRule } from './text-rule.js';

/** `beforeinput` types that delete, and the part of the text that they delete (W3C Input Events, level 2). */
const DELETIONS: Record<string, Edit> = {
  deleteContentBackward: { type: 'delete', direction: 'backward', unit: 'character' },
  deleteContentForward: { type: 'delete', direction: 'forward', unit: 'character' },
  deleteContent: { type: 'delete', direction: 'backward', unit: 'character' },
  deleteByCut: { type: 'delete', direction: 'backward', unit: 'character' },
  deleteByDrag: { type: 'delete', direction: 'backward', unit: 'character' },
  deleteWordBackward: { type: 'delete', direction: 'backward', unit: 'word' },
  deleteWordForward: { type: 'delete', direction: 'forward', unit: 'word' },
  deleteSoftLineBackward: { type: 'delete', direction: 'backward', unit: 'line' },
  deleteSoftLineForward: { type: 'delete', direction: 'forward', unit: 'line' },
  deleteHardLineBackward: { type: 'delete', direction: 'backward', unit: 'line' },
  deleteHardLineForward: { type: 'delete', direction: 'forward', unit: 'line' },
};
const INSERTIONS = new Set([
  'insertText',
  'insertFromPaste',
  'insertFromDrop',
  'insertReplacementText',
  'insertFromYank',
]);

/** Longest text that is processed: a longer one is not a card's, and a pasted book must not stop the page. */
const LONGEST_TEXT = 200;

/**
 * Formats an input while a person types. It reports when the text changed, and whether it was typed at the
 * end.
 *
 * Edits go through the browser's own editing command, so that they join its undo history; setting `value`
 * would clear it. The edits of input methods and autofill cannot be prevented, so they are laid out
 * afterwards.
 */
export function formatInput(
  input: HTMLInputElement,
  rule: TextRule,
  onEdit: (typedAtEnd: boolean) => void,
): void {
  let writing = false;

  input.addEventListener('beforeinput', (event) => {
    const edit = DELETIONS[event.inputType] ?? insertion(event);
    // WebKit also fires this event for its own editing command. Chromium fires it even for an input that
    // takes no text.
    if (writing || !edit || event.isComposing || !event.cancelable || input.readOnly) return;
    event.preventDefault();
    perform(edit);
  });
  input.addEventListener('input', (event) => {
    if (writing) return;
    const { isComposing, inputType } = event as InputEvent;
    // A text that is undone or redone was laid out when it was first written.
    if (!isComposing && !inputType?.startsWith('history')) tidy();
    onEdit(false);
  });
  input.addEventListener('compositionend', () => {
    tidy();
    onEdit(isAtEnd(input));
  });
  // The text that was typed before this script ran.
  if (input.value) tidy();

  function perform(edit: Edit) {
    write(applyEdit(rule, shown(), edit));
    onEdit(edit.type === 'insert' && isAtEnd(input));
  }

  function tidy() {
    const { value, end } = shown();
    write(layOut(rule, value.slice(0, LONGEST_TEXT), end));
  }

  function shown(): Shown {
    const { value, selectionStart, selectionEnd } = input;
    return { value, start: selectionStart ?? value.length, end: selectionEnd ?? value.length };
  }

  function write({ value, start, end }: Shown) {
    writing = true;
    if (value !== input.value) replaceText(input, value);
    writing = false;
    if (input === document.activeElement) input.setSelectionRange(start, end);
  }
}

function insertion({ inputType, data, dataTransfer }: InputEvent): Edit | undefined {
  if (!INSERTIONS.has(inputType)) return undefined;
  const text = data ?? dataTransfer?.getData('text/plain') ?? '';
  return { type: 'insert', text: text.slice(0, LONGEST_TEXT) };
}

const isAtEnd = ({ selectionEnd, value }: HTMLInputElement) => selectionEnd === value.length;

/** Replaces the part that differs, as one step of the browser's undo history if the input has focus. */
function replaceText(input: HTMLInputElement, value: string): void {
  const old = input.value;
  const shorter = Math.min(old.length, value.length);
  let head = 0;
  while (head < shorter && old[head] === value[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === value[value.length - 1 - tail]) tail++;
  if (input === document.activeElement) {
    input.setSelectionRange(head, old.length - tail);
    const text = value.slice(head, value.length - tail);
    // Deprecated without a successor: nothing else writes into an input and keeps its undo history.
    document.execCommand?.(text ? 'insertText' : 'delete', false, text);
  }
  if (input.value !== value) input.value = value;
}
