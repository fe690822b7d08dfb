import { eventsOf } from '../contract/element-events.js';
import { methodOf } from '../page/elements/element-types.js';
import { IntegrationError } from '../page/errors.js';
import type {
  ElementBase,
  Payframe,
  PayframeElements,
  PayframeElementType,
  PaymentMethodCreateParams,
  PaymentMethodResult,
} from '../page/index.js';
import { onSchemeChange } from '../page/link/color-scheme.js';
import { createRetryNote } from '../retry/retry-note.js';
import { FormControl } from './form-control.js';
import { type Filler, fillOnSubmit, formValue } from './form-value.js';
import { type Field, type Group, groupAt, NEEDS_KEY, readJson } from './group.js';
import { pageStyle } from './page-style.js';
import { adoptProperties, dashed, type FieldProperties, reflectProperties } from './properties.js';
import { EMPTY, type FieldState, showValidity } from './validity.js';

/**
 * Properties and methods of the custom elements, beside those of a form control.
 *
 * @example
 * ```ts
 * import 'payframe/element';
 *
 * const card = document.querySelector('payframe-card');
 * if (card) card.options = { hidePostalCode: true };
 * ```
 */
export interface PayframeField<Element> extends FormControl, FieldProperties<OptionsOf<Element>> {
  /** The Payframe object; `null` until it has loaded. */
  readonly payframe: Payframe | null;
  /** The group of Elements; `null` until Payframe has loaded. */
  readonly elements: PayframeElements | null;
  /** The Element; `null` until Payframe has loaded. */
  readonly element: Element | null;
  clear(): void;
  /** Loads the field again after a failure. */
  retry(): void;
  /**
   * Creates a PaymentMethod from what is typed here and in the other fields of the group.
   *
   * @example
   * ```ts
   * const { paymentMethod, error } = await card.createPaymentMethod({
   *   billing_details: { name: 'Jenny Rosen' },
   * });
   * ```
   */
  createPaymentMethod(data?: PaymentMethodCreateParams): Promise<PaymentMethodResult>;
}

type OptionsOf<Element> = Element extends ElementBase<infer Options, infer _> ? Options : never;

type AnyElement = ElementBase<object, Record<string, unknown>>;

const OF_KEY = ['publishable-key', 'host', 'integrity'];
const OF_GROUP = ['locale', 'appearance', 'fonts', 'auto-advance', 'elements-options'];

/** Creates the class of the custom element for a type of Element. */
export function fieldClass(type: PayframeElementType): CustomElementConstructor {
  // Nothing is typed into buttons, so they are in the way of no form.
  const untouched: FieldState = type === 'expressCheckout' ? { empty: true, complete: true } : EMPTY;

  const field = class extends FormControl implements Field, Filler {
    static observedAttributes = [...OF_KEY, ...OF_GROUP, 'group', 'options'];

    payframe: Payframe | null = null;
    elements: PayframeElements | null = null;
    element: AnyElement | null = null;
    #group: Group | undefined;
    /** The Element's current options, as JSON. */
    #options = '{}';
    #note = createRetryNote(this, {
      load: () => (this.element ? this.element.mount(this) : this.retry()),
      focus: () => this.focus(),
      text: (part) => this.#group?.attribute(dashed(part)),
    });
    #stopFilling: (() => void) | undefined;
    #stopScheme: (() => void) | undefined;

    constructor() {
      super();
      showValidity(this.internals, untouched);
    }

    connectedCallback() {
      adoptProperties(this);
      this.#stopScheme = onSchemeChange(() => this.#update());
      this.#join();
    }

    disconnectedCallback() {
      this.#stopScheme?.();
      this.#group?.leave(this);
      this.#group = undefined;
    }

    /**
     * Without this method, `moveBefore` would disconnect and connect the element, and the frame would load
     * again.
     */
    connectedMoveCallback() {
      this.#join();
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null) {
      if (before === now || !this.#group) return;
      if (OF_KEY.includes(name)) this.#group.restart();
      if (OF_GROUP.includes(name)) this.#group.update().catch((error) => this.fail(error));
      if (name === 'group') this.#join();
      this.#update();
    }

    formAssociatedCallback(form: HTMLFormElement | null) {
      this.#stopFilling?.();
      this.#stopFilling = form ? fillOnSubmit(form, this) : undefined;
      if (this.#group && this.isConnected) this.#join();
    }

    formDisabledCallback() {
      this.#update();
    }

    formResetCallback() {
      this.clear();
    }

    override focus(options?: FocusOptions) {
      if (this.element) this.element.focus();
      else super.focus(options);
    }

    override blur() {
      this.element?.blur();
    }

    clear() {
      this.internals.setFormValue(null);
      this.element?.clear();
    }

    retry() {
      this.#group?.restart();
    }

    async createPaymentMethod(data: PaymentMethodCreateParams = {}): Promise<PaymentMethodResult> {
      const error = await this.#group?.loading;
      if (error) return { error } as PaymentMethodResult;
      const { payframe, element } = this;
      if (!payframe || !element) {
        throw new IntegrationError(
          `<${this.localName}> has nothing loaded: it has to be in the document. ${NEEDS_KEY}`,
          'element_not_mounted',
        );
      }
      return payframe.createPaymentMethod({ element, params: data } as never);
    }

    /** With a `name`, the form sends a PaymentMethod's id under that name, and of an email address or an address what was typed. */
    get fills() {
      return !!(methodOf(type) && this.getAttribute('name')) && this.willValidate;
    }

    async fill() {
      try {
        const { paymentMethod, error } = await this.createPaymentMethod();
        if (error) throw error;
        this.internals.setFormValue(paymentMethod.id);
        return true;
      } catch (error) {
        this.#tellError('submiterror', error);
        return false;
      }
    }

    begin(payframe: Payframe, elements: PayframeElements) {
      if (this.element) return;
      this.#try(() => {
        const options = this.#read();
        const element = elements.create(type, options) as AnyElement;
        for (const name of eventsOf(type)) element.on(name, (details) => this.#tell(name, details));
        this.#options = JSON.stringify(options);
        Object.assign(this, { payframe, elements, element });
        element.mount(this);
        // The element may have got the focus before the field could take it.
        const { activeElement, body } = document;
        if (this.matches(':focus') || (this.autofocus && activeElement === body)) element.focus();
      });
    }

    end() {
      this.element?.destroy();
      this.element = this.elements = this.payframe = null;
      this.#show(untouched);
    }

    fail(error: unknown) {
      this.#tellError('loaderror', error);
    }

    #join() {
      const group = groupAt(this.getAttribute('group') ?? this.form ?? this.getRootNode());
      if (group === this.#group) return;
      this.#group?.leave(this);
      this.#group = group;
      group.join(this);
    }

    /** Reads the options from the attributes. Without an appearance, the page's style sheet adds its own. */
    #read() {
      const options = readJson('options', this.getAttribute('options') ?? '{}');
      // Their look is that of an appearance, and they cannot be disabled.
      if (type === 'address' || type === 'expressCheckout') return options;
      const own = this.#group?.attribute('appearance') === undefined ? pageStyle(this) : {};
      const style = { ...own, ...options.style, base: { ...own.base, ...options.style?.base } };
      return { ...options, style, disabled: this.matches(':disabled') };
    }

    /**
     * Passes options on that differ from the previous ones. An option that is left out goes back to its
     * default.
     */
    #update() {
      this.#try(() => {
        if (!this.element) return;
        const text = JSON.stringify(this.#read());
        if (text === this.#options) return;
        const [before, now] = [JSON.parse(this.#options), JSON.parse(text)];
        for (const name in before) now[name] ??= null;
        this.#options = text;
        this.element.update(now);
      });
    }

    /** Clears the form's value, because its PaymentMethod is from the text before this change. */
    #show(state: FieldState) {
      this.internals.setFormValue(formValue(this.getAttribute('name'), state.value));
      showValidity(this.internals, state);
    }

    #tell(name: string, detail: unknown) {
      if (name === 'ready') this.#show(untouched);
      if (name === 'change') this.#show(detail as FieldState);
      const event = new CustomEvent(name, { detail, bubbles: name === 'change', cancelable: true });
      // A listener that answers later prevents that the wallet goes on at once.
      if (this.dispatchEvent(event)) (detail as { resolve?(): void } | undefined)?.resolve?.();
      // After the page's listeners, which may have put something else into the element.
      this.#note(name, detail);
    }

    /** Reports a mistake of the integration to the console too. */
    #tellError(name: string, error: unknown) {
      this.#tell(name, { elementType: type, error });
      if ((error as Error).name === 'IntegrationError') reportError(error);
    }

    #try(act: () => void) {
      try {
        act();
      } catch (error) {
        this.fail(error);
      }
    }
  };

  reflectProperties(field.prototype);
  return field;
}
