// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest';
import { expiryRule } from '../../src/frame/elements/card/expiry.js';
import { numberRule } from '../../src/frame/elements/card/number.js';
import { formatInput } from '../../src/frame/input/text-input.js';
import { effort } from '../effort.js';

let input: HTMLInputElement;
let onEdit: Mock<(typedAtEnd: boolean) => void>;

function start(rule = numberRule, value = '') {
  input = document.createElement('input');
  input.value = value;
  document.body.replaceChildren(input);
  onEdit = vi.fn();
  formatInput(input, rule, onEdit);
  input.focus();
}
beforeEach(() => start());
afterEach(() => document.body.replaceChildren());

/** Edits as a browser does: it asks first, and makes the edit itself unless that was prevented. */
function browser(
  inputType: string,
  init: InputEventInit & { cancelable?: boolean } = {},
  byItself?: () => void,
) {
  const event = new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true, ...init });
  const goOn = input.dispatchEvent(event);
  if (goOn && byItself) {
    byItself();
    input.dispatchEvent(
      new InputEvent('input', { inputType, bubbles: true, isComposing: init.isComposing ?? false }),
    );
  }
  return goOn;
}
const type = (keys: string) => {
  for (const data of keys) browser('insertText', { data });
};
const paste = (text: string) => {
  const event = new InputEvent('beforeinput', {
    inputType: 'insertFromPaste',
    bubbles: true,
    cancelable: true,
  });
  Object.defineProperty(event, 'dataTransfer', { value: { getData: () => text } });
  return input.dispatchEvent(event);
};
const setValue = (value: string) => {
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
const drawn = () => {
  const { value, selectionStart, selectionEnd } = input;
  expect(selectionStart).toBe(selectionEnd);
  return `${value.slice(0, selectionStart ?? 0)}|${value.slice(selectionStart ?? 0)}`;
};

describe('typing', () => {
  test('groups the digits, and says that it was at the end', () => {
    type('42424');
    expect(drawn()).toBe('4242 4|');
    expect(onEdit.mock.calls).toEqual(Array(5).fill([true]));
  });

  test('in the middle keeps the caret at its digit, and says that it was not at the end', () => {
    setValue('42424242');
    onEdit.mockClear();
    input.setSelectionRange(5, 5);
    type('9');
    expect(drawn()).toBe('4242 9|424 2');
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(false);
  });

  test('over a selection takes its place', () => {
    setValue('4242424242424242');
    input.select();
    type('5');
    expect(drawn()).toBe('5|');
  });

  test('a letter changes nothing', () => {
    type('4x');
    expect(drawn()).toBe('4|');
  });

  test('Enter and Tab are left to the browser', () => {
    expect(browser('insertLineBreak')).toBe(true);
    expect(browser('formatBold')).toBe(true);
  });
});

describe('deleting', () => {
  test.each([
    ['deleteContentBackward', '4242| 242'],
    ['deleteContentForward', '4242 4|42'],
    ['deleteWordBackward', '4242| 242'],
    ['deleteWordForward', '4242 4|'],
    ['deleteSoftLineBackward', '|242'],
    ['deleteHardLineBackward', '|242'],
    ['deleteSoftLineForward', '4242 4|'],
    ['deleteHardLineForward', '4242 4|'],
  ])('%s', (inputType, expected) => {
    setValue('42424242');
    // Behind the fifth digit: `4242 4|242`.
    input.setSelectionRange(6, 6);
    browser(inputType);
    expect(drawn()).toBe(expected);
  });

  test.each(['deleteByCut', 'deleteByDrag', 'deleteContent', 'deleteContentBackward', 'deleteWordForward'])(
    '%s of a selection removes only the selection',
    (inputType) => {
      setValue('42424242');
      input.setSelectionRange(2, 6);
      browser(inputType);
      expect(drawn()).toBe('42|24 2');
      expect(onEdit).toHaveBeenLastCalledWith(false);
    },
  );
});

describe('pasting', () => {
  test.each([
    ['4242-4242-4242-4242', '4242 4242 4242 4242|'],
    ['\n4242\t4242 4242 4242\n', '4242 4242 4242 4242|'],
    ['378282246310005', '3782 822463 10005|'],
    ['nothing', '|'],
    ['', '|'],
  ])('%j', (text, expected) => {
    paste(text);
    expect(drawn()).toBe(expected);
  });

  test('1 MB, or 10,000 lines, is done at once and no more than fits is kept [P1]', () => {
    for (const text of ['4'.repeat(1_000_000), '42\n'.repeat(10_000), '\ufdfa'.repeat(100_000)]) {
      expect(effort(() => paste(text))).toBeLessThan(200);
      expect(numberRule.strip(input.value).length).toBeLessThanOrEqual(19);
    }
  });

  test('dropping does the same', () => {
    const event = new InputEvent('beforeinput', { inputType: 'insertFromDrop', cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { getData: () => '4242 4242' } });
    input.dispatchEvent(event);
    expect(drawn()).toBe('4242 4242|');
  });
});

describe('what a browser writes by itself', () => {
  test('autofill and password managers: laid out, without taking the caret on [P4]', () => {
    setValue('4242424242424242');
    expect(input.value).toBe('4242 4242 4242 4242');
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(false);
  });

  test.each([
    ['04/2030', '04 / 30'],
    ['2030-04', '04 / 30'],
    ['4/30', '04 / 30'],
    ['0430', '04 / 30'],
  ])('an expiry date filled in as %s', (value, shown) => {
    start(expiryRule);
    setValue(value);
    expect(input.value).toBe(shown);
  });

  test('a text that was there before the script ran', () => {
    start(numberRule, '42424');
    expect(input.value).toBe('4242 4');
  });

  test('1 MB set by a script is cut, at once', () => {
    expect(effort(() => setValue('4'.repeat(1_000_000)))).toBeLessThan(500);
    expect(numberRule.strip(input.value)).toBe('4'.repeat(19));
  });

  test('an input method: left alone while it composes, laid out when it is done', () => {
    const compose = (data: string) =>
      browser('insertCompositionText', { data, isComposing: true, cancelable: false }, () => {
        input.value = data;
      });
    for (const data of ['４', '４２', '４２４２４']) compose(data);
    expect(input.value).toBe('４２４２４');
    input.dispatchEvent(new CompositionEvent('compositionend', { data: '４２４２４' }));
    expect(drawn()).toBe('4242 4|');
    expect(onEdit).toHaveBeenLastCalledWith(true);
  });

  test('an Android keyboard, whose edits cannot be prevented: laid out afterwards', () => {
    setValue('4242');
    browser('insertText', { data: '4', cancelable: false }, () => {
      input.value = '42424';
    });
    expect(input.value).toBe('4242 4');
    browser('deleteContentBackward', { cancelable: false }, () => {
      input.value = '4242 ';
    });
    expect(input.value).toBe('4242');
  });

  test('undo and redo: left as the browser wrote it', () => {
    setValue('4242424');
    browser('historyUndo', {}, () => {
      input.value = '4242 42';
    });
    expect(input.value).toBe('4242 42');
    expect(onEdit).toHaveBeenLastCalledWith(false);
  });
});

describe('the undo history', () => {
  test.each([
    ['Chromium', false],
    ['WebKit', true],
  ])("edits go through the browser's own command, with only what differs: %s", (_engine, asksFirst) => {
    const commands: unknown[] = [];
    Object.assign(document, {
      execCommand: (command: string, _: boolean, text: string) => {
        if (commands.length > 20) throw new Error('An edit leads to another one without end.');
        if (asksFirst && !browser(command === 'delete' ? 'deleteContent' : command, { data: text }))
          return false;
        const { selectionStart, selectionEnd, value } = input;
        commands.push([command, value.slice(selectionStart ?? 0, selectionEnd ?? 0), text]);
        input.setRangeText(command === 'delete' ? '' : text);
        input.dispatchEvent(new InputEvent('input', { inputType: command, bubbles: true }));
        return true;
      },
    });
    try {
      type('42424');
      browser('deleteContentBackward');
      expect(input.value).toBe('4242');
      expect(commands).toEqual([
        ['insertText', '', '4'],
        ['insertText', '', '2'],
        ['insertText', '', '4'],
        ['insertText', '', '2'],
        ['insertText', '', ' 4'],
        ['delete', ' 4', ''],
      ]);
      // The command's own `input` events are not taken for edits of someone else's.
      expect(onEdit).toHaveBeenCalledTimes(6);
    } finally {
      Reflect.deleteProperty(document, 'execCommand');
    }
  });
});

test('without focus the caret of another field is not taken', () => {
  const other = document.createElement('input');
  document.body.append(other);
  other.focus();
  setValue('42424');
  expect(input.value).toBe('4242 4');
  expect(document.activeElement).toBe(other);
});
