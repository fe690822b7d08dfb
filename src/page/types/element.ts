import type { PayframeError, PayframeErrorCode } from '../errors.js';

export interface ElementClasses {
  base?: string;
  complete?: string;
  empty?: string;
  focus?: string;
  invalid?: string;
  webkitAutofill?: string;
}

export interface ElementCSSProperties {
  backgroundColor?: string;
  color?: string;
  fontFamily?: string;
  fontSize?: string;
  fontSmoothing?: string;
  fontStyle?: string;
  fontVariant?: string;
  fontWeight?: string | number;
  iconColor?: string;
  letterSpacing?: string;
  lineHeight?: string;
  padding?: string;
  textAlign?: string;
  textDecoration?: string;
  textShadow?: string;
  textTransform?: string;
}

export interface ElementStyleVariant extends ElementCSSProperties {
  ':hover'?: ElementCSSProperties;
  ':focus'?: ElementCSSProperties;
  '::placeholder'?: ElementCSSProperties;
  '::selection'?: ElementCSSProperties;
  ':-webkit-autofill'?: ElementCSSProperties;
  ':disabled'?: ElementCSSProperties;
  '::-ms-clear'?: ElementCSSProperties & { display?: string };
}

export interface ElementStyle {
  base?: ElementStyleVariant;
  complete?: ElementStyleVariant;
  empty?: ElementStyleVariant;
  invalid?: ElementStyleVariant;
}

/** Option that every Element has. */
export interface VisibilityOption {
  /**
   * `report` sends the event `visibility`, which says whether at least half of the field is in sight.
   * `require` also blocks input while it is not. Only Chromium knows what covers a field or makes it
   * transparent; every browser knows what clips it.
   */
  visibility?: 'report' | 'require';
}

/** Events that every Element has. `T` is its type. */
export interface ElementEvents<T extends string> {
  /** The input can take focus. Sent once for each mount. */
  ready: { elementType: T };
  focus: { elementType: T };
  blur: { elementType: T };
  escape: { elementType: T };
  /**
   * Whether a person can see the field. Sent once it is known and at each change, only with the option
   * `visibility`.
   */
  visibility: { elementType: T; visible: boolean };
  /** The frame did not load, or is gone; `error.code` gives the reason. The Element can be mounted again. */
  loaderror: { elementType: T; error: PayframeError };
}

/** Properties of every `change` event. */
export interface ElementChangeEvent<T extends string> {
  elementType: T;
  empty: boolean;
  complete: boolean;
  error: undefined | { type: 'validation_error'; code: PayframeErrorCode; message: string };
}

/** The names in `T`, as a union that messages of the compiler show, unlike `keyof T`. */
export type NamesOf<T> = `${keyof T & string}`;

export interface ElementBase<Options, Events> {
  /**
   * Mounts the Element in a node: a CSS selector or the node itself, which may join the document later.
   *
   * @throws IntegrationError if there is no such node, or if another Element is in it.
   * @example
   * ```ts
   * card.mount('#card');
   * ```
   */
  mount(domElement: string | HTMLElement): void;
  /** Removes the Element from the page. It can be mounted again; what was typed is gone. */
  unmount(): void;
  /** Removes the Element for good, and frees its type in the group. */
  destroy(): void;
  /** Merges options into the previous ones. */
  update(options: Partial<Options>): void;
  focus(): void;
  blur(): void;
  clear(): void;
  /**
   * Adds a handler for an event.
   *
   * @example
   * ```ts
   * card.on('change', ({ complete, error }) => {
   *   button.disabled = !complete;
   *   message.textContent = error?.message ?? '';
   * });
   * ```
   */
  on<T extends NamesOf<Events>>(eventType: T, handler: (event: Events[T & keyof Events]) => unknown): this;
  /** Adds a handler for only the next event of that type. */
  once<T extends NamesOf<Events>>(eventType: T, handler: (event: Events[T & keyof Events]) => unknown): this;
  /** Removes a handler. Without a handler, removes all of that type. */
  off<T extends NamesOf<Events>>(eventType: T, handler?: (event: Events[T & keyof Events]) => unknown): this;
}
