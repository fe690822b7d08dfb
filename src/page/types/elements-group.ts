import type { PayframeCardElement } from './card-elements.js';
import type { ElementMap, ElementOf, PayframeElementType } from './element-map.js';
import type { SubmitResult } from './results.js';

export type ElementLocale = 'auto' | (string & {}); /* a BCP 47 tag */

/** Style sheet with `@font-face` rules. */
export interface CssFontSource {
  /** URL of the sheet, relative to the page's or absolute. */
  cssSrc: string;
}

/** Face of a font. */
export interface CustomFontSource {
  family: string;
  /** Value of CSS's `src` with a `url(…)` in it. */
  src: string;
  display?: string;
  style?: 'normal' | 'italic' | 'oblique';
  unicodeRange?: string;
  weight?: string;
}

/** Look of fields that draw their own boxes, labels and errors, as in Stripe.js's Appearance API. */
export interface Appearance {
  /** Default `stripe`. With `none` nothing is drawn around the text. */
  theme?: 'stripe' | 'night' | 'flat' | 'none';
  variables?: AppearanceVariables;
  /**
   * Declarations by parts of a field (`.Input`, `.Label`, `.Error`, `.Icon`), their states
   * (`.Input--invalid`) and pseudo-classes.
   */
  rules?: { [selector: string]: { [cssPropertyName: string]: string } };
  /** Default `auto`, which is `above`. */
  labels?: 'auto' | 'above' | 'floating';
  /** Default `spaced`. With `condensed` the fields of a card share their borders. */
  inputs?: 'spaced' | 'condensed';
  disableAnimations?: boolean;
}

/** Values of CSS; each may refer to another by `var(--name)`. */
export interface AppearanceVariables {
  borderRadius?: string;
  colorBackground?: string;
  colorDanger?: string;
  colorPrimary?: string;
  colorText?: string;
  colorTextPlaceholder?: string;
  colorTextSecondary?: string;
  focusBoxShadow?: string;
  focusOutline?: string;
  fontFamily?: string;
  fontLineHeight?: string;
  fontSizeBase?: string;
  fontSizeSm?: string;
  fontSmooth?: string;
  fontWeightMedium?: string;
  fontWeightNormal?: string;
  gridColumnSpacing?: string;
  gridRowSpacing?: string;
  iconCardErrorColor?: string;
  iconColor?: string;
  inputBoxShadow?: string;
  inputColorBorder?: string;
  inputFocusBoxShadow?: string;
  inputFocusColorBorder?: string;
  labelColorText?: string;
  labelFontSize?: string;
  labelFontWeight?: string;
  labelSpacing?: string;
  spacingUnit?: string;
  /** Stripe.js's other variables are for parts that a card field does not have. */
  // biome-ignore lint/suspicious/noExplicitAny: With `string` the interface of Stripe.js would not fit.
  [ofOtherParts: string]: any;
}

export interface ElementsOptions {
  /** Client secret of the group's intent. If the intent is created later, the group takes `mode` instead. */
  clientSecret?: string;
  /** The intent's later purpose. `elements.submit()` has to be called before the intent is confirmed. */
  mode?: 'payment' | 'subscription' | 'setup';
  /** Amount in the currency's smallest unit. Required with `mode`, except for `setup`. */
  amount?: number;
  /** ISO 4217, such as `eur`. */
  currency?: string;
  setupFutureUsage?: 'off_session' | 'on_session' | null;
  locale?: ElementLocale;
  /**
   * Moves the caret to the next of the card's Elements once a field is complete, and back from an empty one.
   */
  autoAdvance?: boolean;
  /**
   * Fonts for the fields, which cannot see the page's fonts. The page fetches them, so its `connect-src` must
   * allow it. They draw placeholders, labels and errors. They draw typed text only if the host approves them.
   */
  fonts?: readonly (CssFontSource | CustomFontSource)[];
  /** Makes the fields draw their own boxes, labels and errors. By default they draw none. */
  appearance?: Appearance;
  // biome-ignore lint/suspicious/noExplicitAny: With `unknown` an interface, such as those of Stripe.js, would not fit.
  [laterOption: string]: any;
}

export interface PayframeElements {
  /**
   * Creates an Element. It shows nothing until it is mounted.
   *
   * @throws IntegrationError for an unknown type, or a second Element of the same type.
   * @example
   * ```ts
   * const card = elements.create('card', { hidePostalCode: true });
   * card.mount('#card');
   * ```
   */
  create<T extends PayframeElementType>(type: T, options?: ElementMap[T]['options']): ElementOf<T>;
  /**
   * Returns the Element of that type, or `null` if there is none. Also takes a component function of a
   * wrapper.
   */
  getElement<T extends PayframeElementType>(type: T): ElementOf<T> | null;
  getElement(component: object): PayframeCardElement | null;
  update(options: ElementsOptions): Promise<void>;
  on(eventType: 'update-end', handler: () => unknown): void;
  /** Validates the content of the Elements, and shows missing values. */
  submit(): Promise<SubmitResult>;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
}
