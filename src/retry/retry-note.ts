/** Texts of the note, which a page gives in its own language. */
export interface RetryTexts {
  /** Text in the place of a field that could not be loaded. English by default. */
  loadErrorText?: string | null | undefined;
  /** Text of the button beside it, which loads the field again. English by default. */
  retryText?: string | null | undefined;
}

/** The field that the note stands for, as its binding knows it. */
interface RetriedField {
  /** Loads the field into the container again. */
  load(): void;
  focus(): void;
  /** Returns the newest text of the page for a part of the note. */
  text(part: keyof RetryTexts): string | null | undefined;
}

/** Takes the Element's events, after the page has had them: `ready` and `loaderror` are of interest. */
type RetryNote = (name: string, event: unknown) => void;

/**
 * Creates the note of a field that could not be loaded, with the button to try again. It takes font, colours and direction
 * from the page, and needs no `style-src`. The focus only follows a press of the button, and never a person who has gone on.
 */
export function createRetryNote(container: HTMLElement, field: RetriedField): RetryNote {
  let pressed = false;

  function passFocus(target: { focus(): void }) {
    // The button had the focus, so it is nowhere until somebody moves it.
    if (pressed && document.activeElement === document.body) target.focus();
    pressed = false;
  }

  /** Shows the note, unless a new try cannot help or the container has other content. */
  function show({ error }: { error: { retryable?: boolean } }) {
    if (!error.retryable || container.firstElementChild) return;
    const text = line('span', field.text('loadErrorText'), 'This field could not be loaded.');
    const button = line('button', field.text('retryText'), 'Try again');
    text.setAttribute('role', 'alert');
    button.type = 'button';
    button.style.cssText =
      'background:none;border:1px solid;border-radius:4px;color:inherit;font:inherit;padding:2px 8px';
    button.onclick = () => {
      pressed = true;
      container.replaceChildren();
      field.load();
    };
    container.replaceChildren(text, ' ', button);
    passFocus(button);
  }

  return (name, event) => {
    if (name === 'ready') passFocus(field);
    if (name === 'loaderror') show(event as Parameters<typeof show>[0]);
  };
}

/** The parts of an Element that its note needs. */
interface NotedElement {
  focus(): void;
  on(event: string, handler: (details: unknown) => void): unknown;
}

/** Shows the note for an Element, after the handlers of the page that it has by now: they may put something else there. */
export function noteFailures(
  element: NotedElement,
  container: HTMLElement,
  field: Pick<RetriedField, 'load' | 'text'>,
): void {
  const note = createRetryNote(container, { ...field, focus: element.focus });
  for (const event of ['ready', 'loaderror']) element.on(event, (details) => note(event, details));
}

/** Creates a node with the page's text, or with the English one, which says so to screen readers. */
function line<Tag extends 'button' | 'span'>(tag: Tag, text: string | null | undefined, english: string) {
  const node = document.createElement(tag);
  node.dir = 'auto';
  if (!text) node.lang = 'en';
  node.textContent = text || english;
  return node;
}
