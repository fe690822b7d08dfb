import { type JsonObject, type PageMessage, PROTOCOL } from '../../wire/index.js';
import { text } from '../language/texts.js';
import { createLook, onFetched } from '../look/look.js';
import type { styleRules } from '../look/style.js';
import type { Stage, StagedElement } from './define-element.js';
import {
  focusInput,
  heightOf,
  leaveInput,
  proofread,
  speakLocale,
  watchHeight,
  watchKeys,
  watchVisibility,
} from './element-document.js';
import { watchFocus } from './focus.js';
import type { servePage } from './serve-page.js';

/** Document of an Element's frame. */
export interface FrameStage {
  root: HTMLElement;
  /** Key of the text that names the Element for a screen reader. */
  title: Parameters<typeof text>[0];
  /** Reads the option `style`, where the Element has it. */
  readStyle?: typeof styleRules;
  /** Shows all texts in the frame's language. */
  showTexts(): void;
}

/**
 * Runs an Element in the document of its frame: the fields work before a page has asked, and a page learns
 * their state.
 *
 * @param serve Finds the page: `servePage`, except in tests, which bring their own port.
 */
export function runElement<S extends FrameStage & Stage<never>>(
  putOn: (stage: S) => StagedElement,
  stage: S,
  serve: typeof servePage,
): void {
  const element = putOn(stage);
  const { root } = stage;
  const focus = () => focusInput(element.first());

  // A document that is left, or kept for the back button, keeps no typed text.
  addEventListener('pagehide', element.clear);
  // A click beside the inputs focuses the first of them, as in one wide input.
  root.addEventListener('mousedown', (event) => {
    // Labels and errors of an appearance handle their own clicks.
    if ((event.target as Element).closest('input, label, #error')) return;
    // By default the click takes the focus from the input, but it is also what brings it into the frame.
    if (document.hasFocus()) event.preventDefault();
    focus();
  });

  serve((opening, tell) => {
    const look = createLook(tell, stage.readStyle);
    let lookAtHeight = () => {};
    element.open(opening, tell);

    async function begin(options: JsonObject) {
      update(options);
      await look(options);
      tell({ type: 'ready', protocol: PROTOCOL, height: heightOf(root), focused: document.hasFocus() });
      const started = element.start();
      watchFocus(tell);
      lookAtHeight = watchHeight(root, tell);
      watchKeys(tell);
      await started;
      follow(options);
    }

    function update(options: JsonObject) {
      element.update(options);
      void speakAnew(options);
    }

    /** Shows all texts in the language that the page asks for, errors and the frame's own name included. */
    async function speakAnew(options: JsonObject) {
      if (!(await speakLocale(options, stage.showTexts))) return;
      element.show();
      tell({ type: 'title', title: text(stage.title) });
    }

    async function restyle(options: JsonObject) {
      await look(options);
      element.show();
      lookAtHeight();
      follow(options);
    }

    /** Does what the field need not wait for. */
    function follow(options: JsonObject) {
      void watchVisibility(options, tell);
      void proofread(stage.title, opening.key, options, tell);
    }

    function receive(message: PageMessage) {
      if (message.type === 'focus') focus();
      else if (message.type === 'blur') leaveInput();
      else if (message.type === 'clear') element.clear();
      else if (message.type === 'fetched') onFetched(message);
      else if (message.type === 'update') {
        update(message.options);
        void restyle(message.options);
      }
    }

    void begin(opening.options);
    return { call: element.call, receive };
  });
}
