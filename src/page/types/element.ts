import type { PayframeError } from '../errors.js';

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

/** An option that every Element has. */
export interface VisibilityOption {
  /**
   * `report` tells by the event `visibility` whether the field is in sight, by half at least. `require` has it take no input
   * meanwhile. What covers a field, or makes it transparent, is known only in Chromium; what clips it, in every browser.
   */
  visibility?: 'report' | 'require';
}

/** The events that every Element has. `T` is its type. */
export interface ElementEvents<T extends string> {
  /** The input can take focus. Once a mount. */
  ready: { elementType: T };
  focus: { elementType: T };
  blur: { elementType: T };
  escape: { elementType: T };
  /** Whether a person can see the field: sent once it is known and at each change. Only with the option `visibility`. */
  visibility: { elementType: T; visible: boolean };
  /** The frame did not load, or has gone; `error.code` says why. The Element can be mounted again. */
  loaderror: { elementType: T; error: PayframeError };
}

/** The properties of every `change` event. */
export interface ElementChangeEvent<T extends string> {
  elementType: T;
  empty: boolean;
  complete: boolean;
  error: undefined | { type: 'validation_error'; code: string; message: string };
}

export interface ElementBase<Options, Events> {
  /**
   * Puts the Element into a node: a CSS selector or the node itself, which may join the document later.
   * @throws IntegrationError where there is no such node, or another Element is in it.
   */
  mount(domElement: string | HTMLElement): void;
  /** Takes the Element off the page. It can be mounted again; what was typed is gone. */
  unmount(): void;
  /** Takes the Element off the page for good, and frees its type in the group. */
  destroy(): void;
  /** Merges options into those given before. */
  update(options: Partial<Options>): void;
  focus(): void;
  blur(): void;
  clear(): void;
  on<T extends keyof Events>(eventType: T, handler: (event: Events[T]) => unknown): this;
  once<T extends keyof Events>(eventType: T, handler: (event: Events[T]) => unknown): this;
  /** Without a handler, removes all of that type. */
  off<T extends keyof Events>(eventType: T, handler?: (event: Events[T]) => unknown): this;
}
