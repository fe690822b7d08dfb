// On a server there is no class to extend.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

let sheet: CSSStyleSheet | undefined;

/** Custom element that behaves in a form as a native input does. It shows its own children. */
export class FormControl extends Base {
  static formAssociated = true;

  protected readonly internals: ElementInternals = this.attachInternals();

  constructor() {
    super();
    this.internals.role = 'group';
    // The children stay in the document's own tree, where frames find each other.
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.append(focusTarget(), document.createElement('slot'));
    root.adoptedStyleSheets = [blockSheet()];
    // A label, and a form that finds the element invalid, give the focus to this node, which passes it on.
    this.addEventListener('focus', (event) => stopNative(event) && this.focus());
    this.addEventListener('blur', stopNative);
    // A click beside the field. The browser's default action would take the focus back from the frame.
    this.addEventListener('mousedown', (event) => {
      if (event.target !== this) return;
      event.preventDefault();
      this.focus();
    });
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

/**
 * Creates a node that holds the focus until the field can take it. A `tabindex` on the host itself would take
 * the field out of the tab order.
 */
function focusTarget(): HTMLElement {
  const target = document.createElement('span');
  target.tabIndex = -1;
  return target;
}

/**
 * Returns a sheet that makes the element a block, which the page's own style sheet may override. A
 * constructed sheet needs no `style-src`.
 */
function blockSheet(): CSSStyleSheet {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(':host{display:block}:host([hidden]){display:none}span{position:absolute;outline:none}');
  return sheet;
}

/** Hides an event of the node itself from the page, which gets the field's event. */
function stopNative(event: Event): boolean {
  const native = !(event instanceof CustomEvent);
  if (native) event.stopImmediatePropagation();
  return native;
}
