// On a server there is none to extend.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

let sheet: CSSStyleSheet | undefined;

/** A custom element that is to a form what a native input is; what it shows are its own children. */
export class FormControl extends Base {
  static formAssociated = true;

  protected readonly internals: ElementInternals = this.attachInternals();

  constructor() {
    super();
    this.internals.role = 'group';
    // The children stay in the document's own tree, where frames find each other.
    const root = this.attachShadow({ mode: 'open' });
    root.append(document.createElement('slot'));
    root.adoptedStyleSheets = [blockSheet()];
    // A label, and a form that finds it invalid, give the focus to this node; it passes it on.
    this.addEventListener('focus', (event) => stopNative(event) && this.focus());
    this.addEventListener('blur', stopNative);
  }

  connectedCallback(): void {
    if (!this.hasAttribute('tabindex')) this.tabIndex = -1;
  }

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.internals.reportValidity();
  }
}

/** Block-level, as the page's own style sheet may override. A constructed sheet needs no `style-src`. */
function blockSheet(): CSSStyleSheet {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.insertRule(':host { display: block }');
  sheet.insertRule(':host([hidden]) { display: none }', 1);
  return sheet;
}

/** Keeps an event of the node itself from the page, which is told of its field's. */
function stopNative(event: Event): boolean {
  const native = !(event instanceof CustomEvent);
  if (native) event.stopImmediatePropagation();
  return native;
}
