// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { createRetryNote, type RetryTexts } from '../../src/retry/retry-note.js';

afterEach(() => document.body.replaceChildren());

const lost = { error: { retryable: true } };

function makeNote(texts: RetryTexts = {}) {
  const container = document.body.appendChild(document.createElement('div'));
  const [load, focus] = [vi.fn(), vi.fn()];
  const note = createRetryNote(container, { load, focus, text: (part) => texts[part] });
  const button = () => container.querySelector('button') as HTMLButtonElement;
  /** As a person presses it, who has focused it before. */
  const press = () => {
    button().focus();
    button().click();
  };
  return { container, load, focus, note, button, press };
}

test('the note says that a field could not be loaded, and its button sends no form', () => {
  const { container, note, button } = makeNote();
  note('loaderror', lost);
  expect(container.querySelector('[role=alert]')?.textContent).toBe('This field could not be loaded.');
  expect(button().textContent).toBe('Try again');
  expect(button().type).toBe('button');
  expect(document.activeElement).toBe(document.body);
});

test('English text is marked as English, and a text of the page is of its language', () => {
  const { container, note } = makeNote({ loadErrorText: 'Das Feld fehlt.' });
  note('loaderror', lost);
  const [text, button] = container.children as unknown as HTMLElement[];
  expect([text?.textContent, text?.lang]).toEqual(['Das Feld fehlt.', '']);
  expect([button?.textContent, button?.lang]).toEqual(['Try again', 'en']);
});

test.each([
  ['an error that a new try cannot mend', { error: { retryable: false } }],
  ['an error of another kind', { error: new TypeError('No.') }],
])('there is no note for %s', (_, event) => {
  const { container, note } = makeNote();
  note('loaderror', event);
  expect(container.childNodes.length).toBe(0);
});

test('there is no note over content that the page has put there', () => {
  const { container, note } = makeNote();
  const own = container.appendChild(document.createElement('p'));
  note('loaderror', lost);
  expect([...container.childNodes]).toEqual([own]);
});

test('a press removes the note, loads the field, and gives it the focus once it is ready', () => {
  const { container, note, press, load, focus } = makeNote();
  note('loaderror', lost);
  load.mockImplementation(() => expect(container.childNodes.length).toBe(0));
  press();
  expect(load).toHaveBeenCalledOnce();
  expect(focus).not.toHaveBeenCalled();
  note('ready', {});
  note('ready', {});
  expect(focus).toHaveBeenCalledOnce();
});

test('a field that is ready without a press gets no focus', () => {
  const { note, focus } = makeNote();
  note('loaderror', lost);
  note('ready', {});
  expect(focus).not.toHaveBeenCalled();
});

test('a person who has gone on to another field keeps the focus', () => {
  const { note, press, focus } = makeNote();
  const other = document.body.appendChild(document.createElement('input'));
  note('loaderror', lost);
  press();
  other.focus();
  note('ready', {});
  expect(focus).not.toHaveBeenCalled();
});

test('a try that fails too gives the focus back to the button that was pressed', () => {
  const { note, press, button } = makeNote();
  note('loaderror', lost);
  press();
  note('loaderror', lost);
  expect(document.activeElement).toBe(button());
});
